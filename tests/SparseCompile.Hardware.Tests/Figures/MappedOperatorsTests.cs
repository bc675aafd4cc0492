using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Hardware.Tests.Support;
using SparseCompile.Simulator;

namespace SparseCompile.Hardware.Tests.Figures;

/// <summary>Which networks are mapped, where values change their shape.</summary>
public sealed class MappedOperatorsTests
{
    private static readonly ImageShape s_image = new(2, 5, 6);
    private static readonly WindowAxis s_axis = new(2, 1, 1, 0, 0);
    private static readonly Pool s_pool = new(PoolKind.Max, new SlidingWindow(s_axis, s_axis), s_image, CountsPadding: false);
    private static readonly Shape s_pooled = Shape.Of([2, 4, 5]);

    [Fact]
    public void An_input_with_a_batch_axis_in_front_streams_as_the_image_that_it_is()
    {
        NetworkSource batched = Pooled(1, 2, 5, 6), plain = Pooled(2, 5, 6);
        MappedOperators.Problem(batched.Graph).ShouldBeNull();
        foreach (HardwareTarget target in BuiltInTargets.All)
        {
            NetworkFigures figures = NetworkEstimator.Estimate(batched, target, ValueActivity.None);
            figures.LatencyCycles.ShouldBe(NetworkEstimator.Estimate(plain, target, ValueActivity.None).LatencyCycles, target.Name);
            SimulationResult simulated = HardwareMachine.Load(HardwareDescriber.Describe(batched, target, DescriptionLimits.None)).Run([[.. Enumerable.Range(0, s_image.Length).Select(i => (float)i)]]);
            simulated.Latency.ShouldBe(figures.LatencyCycles, target.Name);
        }
    }

    [Fact]
    public void A_vector_that_is_read_as_an_image_is_not_mapped_and_says_so()
    {
        GraphBuilder builder = new(4);
        int vector = builder.Linear(0, Matrices.From(s_image.Length, 4, (row, column) => row % 4 == column ? 1 : 0));
        builder.AddAs(s_pooled, s_pool, vector);
        NetworkSource source = builder.Source();

        MappedOperators.Problem(source.Graph).ShouldNotBeNull().ShouldContain("reads an image that no layer streams as one");
        HardwareDescriber.Describe(source, BuiltInTargets.Default, DescriptionLimits.Embedded).ShouldContain("reads an image that no layer streams as one");
    }

    private static NetworkSource Pooled(params int[] shape)
    {
        GraphBuilder builder = new(shape);
        builder.AddAs(s_pooled, s_pool, 0);
        return builder.Source();
    }
}
