using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Hardware.Tests.Support;

namespace SparseCompile.Hardware.Tests.Figures;

/// <summary>Identities between the figures, on every target.</summary>
public sealed class MacTests
{
    [Fact]
    public void Every_MAC_is_actual_gated_or_skipped()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            RandomNetworks random = new(seed);
            NetworkSource source = random.Next();
            ValueActivity activity = ValueActivity.Of(RandomNetworks.Evaluate(source, random.Input(source)));
            foreach (HardwareTarget target in CustomTargets.All)
            {
                foreach (OperatorFigures op in NetworkEstimator.Estimate(source, target, activity).Operators)
                {
                    MacCounts macs = op.Macs;
                    string what = $"seed {seed}, {target.Name}, {op.Node.Name}";
                    (macs.Actual + macs.Gated + macs.Skipped).ShouldBe(macs.Algorithmic, what);
                    new[] { macs.Actual, macs.Gated, macs.SkippedZeroWeights, macs.SkippedActivations, macs.SkippedDeadNeurons, macs.Padding }.ShouldAllBe(count => count >= 0, what);
                    op.Effective.ImbalanceStalls.ShouldBeGreaterThanOrEqualTo(0, what);
                    op.Effective.BandwidthCycles.ShouldBeGreaterThanOrEqualTo(0, what);
                    op.Effective.ConflictCycles.ShouldBeGreaterThanOrEqualTo(0, what);
                    op.Effective.UtilisationPpm.ShouldBeInRange(0, 1_000_000, what);
                }
            }
        }
    }

    [Fact]
    public void Targets_that_skip_weights_execute_the_non_zeros_and_no_more()
    {
        RandomNetworks random = new(3);
        NetworkSource source = random.Next();
        foreach (HardwareTarget target in CustomTargets.All.Where(target => target.Zeros == ZeroHandling.SkipWeights && target.Dataflow != Dataflow.TwoOfFour))
        {
            NetworkEstimator.Estimate(source, target, ValueActivity.None).Macs.Actual.ShouldBe(source.Graph.Nodes.Sum(node => node.Operator.NonZeroMacs), target.Name);
        }
    }

    [Fact]
    public void A_gated_array_takes_the_cycles_of_a_dense_one_and_the_MACs_of_a_sparse_one()
    {
        RandomNetworks random = new(7);
        NetworkSource source = random.Next();
        HardwareTarget dense = BuiltInTargets.Of("dense-systolic");
        NetworkFigures plain = NetworkEstimator.Estimate(source, dense, ValueActivity.None);
        NetworkFigures gated = NetworkEstimator.Estimate(source, dense with { Zeros = ZeroHandling.Gate }, ValueActivity.None);
        gated.LatencyCycles.ShouldBe(plain.LatencyCycles);
        gated.Macs.Actual.ShouldBe(source.Graph.Nodes.Sum(node => node.Operator.NonZeroMacs));
        plain.Macs.Actual.ShouldBe(source.Graph.Nodes.Sum(node => node.Operator.DenseMacs));
    }

    [Fact]
    public void A_stated_density_scales_the_estimate_and_leaves_the_exact_figures()
    {
        GraphBuilder builder = new(64);
        builder.Linear(0, Matrices.From(32, 64, (row, column) => (row + column) % 4 == 0 ? 1 : 0), inputSparsity: 0.9);
        NetworkSource source = builder.Source();
        HardwareTarget target = BuiltInTargets.Of("streamed-csc");
        NetworkFigures exact = NetworkEstimator.Estimate(source, target, ValueActivity.None);
        NetworkFigures estimate = NetworkEstimator.Estimate(source, target, ValueActivity.Stated(source.Graph));
        exact.IsExact.ShouldBeTrue();
        estimate.IsExact.ShouldBeFalse();
        estimate.Operators[0].Cost.ShouldBe(exact.Operators[0].Cost);
        estimate.Macs.Actual.ShouldBe(52);
        estimate.LatencyCycles.ShouldBeLessThan(exact.LatencyCycles / 5);
    }
}
