using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Targets;
using SparseCompile.Kernels.Tests.LaneMachine;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;

namespace SparseCompile.Kernels.Tests.Programs;

/// <summary>Every kernel that any generator offers is right for every layer, not only those that the planner would choose.</summary>
public sealed class FamilyTests
{
    /// <summary>Non-zeros of a layer: the interpreter takes its time.</summary>
    private const int Limit = 1500;

    [Fact]
    public void Any_layer_on_any_kernel_gives_the_reference_bits_with_one_multiply_for_each_non_zero()
    {
        Dictionary<string, int> run = [];
        int masked = 0;
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            IReadOnlyList<LayerTrace> traces = ScalarReference.Trace(model.Plan, new Inputs(5, InputKind.Anything).Values(model.InputLength));
            foreach (LayerTrace trace in traces.Where(trace => trace.Plan.Macs <= Limit))
            {
                foreach (KernelCandidate kernel in Kernels(trace))
                {
                    string what = $"{model}, {trace.Plan.Name}: {kernel.Spec}";
                    IReadOnlyList<LaneProgram> programs = KernelRegistry.Lower(kernel, TargetRegistry.Primary);

                    // The reference of this kernel's chain, which may not be that of the plan's.
                    LayerTrace own = ScalarReference.Trace(trace.Plan, kernel.Layer, trace.Inputs);
                    MultiplyCount count = ProgramRuns.Layer(kernel, programs, own, () => what);
                    count.Active.ShouldBe(own.Executed, what);
                    count.StoredWeights.ShouldBe(count.Active, what);
                    programs.Sum(program => LaneAudit.Count(program, ProgramRuns.Tables(program, kernel.Layer)).ActiveMultiplies).ShouldBe(trace.Plan.Macs, what);
                    string kind = kernel.Spec.Generator + (kernel.Layer.SumsFirst ? "+sums" : "");
                    run[kind] = run.GetValueOrDefault(kind) + 1;
                    masked += kernel.IsMasked ? 1 : 0;
                }
            }
        }

        run.Keys.Order().ShouldBe(["blocks", "column-blocks", "columns", "gather", "gather+sums", "window-permute", "window-permute+sums"]);
        run.Values.Min().ShouldBeGreaterThan(20);
        masked.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Every_id_parses_back_to_the_kernel_it_names()
    {
        HashSet<string> ids = [.. ModelFleet.Instance.Models.SelectMany(model => model.Plan.Layers).SelectMany(layer => layer.Candidates).Select(candidate => candidate.Spec.Id)];
        ids.Count.ShouldBeGreaterThan(30);
        foreach (string id in ids)
        {
            KernelSpec spec = KernelSpec.Parse(id).ShouldNotBeNull(id);
            spec.Id.ShouldBe(id);
            KernelRegistry.Describe(spec).ShouldNotBeEmpty();
        }

        foreach (string wrong in new[] { "", "/", "Window/w64", "window-permute/", "window-permute/64", "window-permute/w=64", "window-permute/rows", "a b/w1" })
        {
            KernelSpec.Parse(wrong).ShouldBeNull(wrong);
        }
    }

    /// <summary>Whatever the generators offer for the layer with its inputs where they are: with and without sums first, with and without skipped zeros.</summary>
    private static IEnumerable<KernelCandidate> Kernels(LayerTrace trace)
    {
        InputCopy copy = new([.. Enumerable.Range(0, trace.Layer.InputCount)], null, 0, 0);
        int[] passes = [0, .. HasFewMagnitudes(trace) ? new[] { MostMagnitudes(trace) } : []];
        foreach (Arrangement layer in passes.Select(sums => trace.Layer with { Passes = sums, SkipsZeroInputs = false }).Append(trace.Layer with { Passes = 0, SkipsZeroInputs = true }))
        {
            LayerContext context = new(layer, TargetRegistry.Primary, copy) { InputSparsity = 0.5 };
            foreach (KernelCandidate candidate in KernelRegistry.Generators.SelectMany(generator => generator.Propose(context)))
            {
                yield return candidate;
            }
        }
    }

    private static bool HasFewMagnitudes(LayerTrace trace) => trace.Plan.Macs > 0 && MostMagnitudes(trace) <= 4;

    private static int MostMagnitudes(LayerTrace trace) =>
        Enumerable.Range(0, trace.Layer.Layer.Outputs).Max(row => ScaledSums.Magnitudes(trace.Layer.Layer.Weights, row).Count());
}
