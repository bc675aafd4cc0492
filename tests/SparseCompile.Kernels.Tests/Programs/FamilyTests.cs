using SparseCompile.Compiler.Lanes.Lowering;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Kernels.Tests.LaneMachine;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;

namespace SparseCompile.Kernels.Tests.Programs;

/// <summary>Every table-driven family is right for every layer, not only for those that the planner would choose it for.</summary>
public sealed class FamilyTests
{
    /// <summary>Non-zeros of a layer: cut into blocks that do not fit, it grows to sixteen times as many steps for the interpreter.</summary>
    private const int Limit = 1500;

    private static readonly BlockShape?[] s_shapes = [null, .. BlockShape.All];

    [Fact]
    public void Any_layer_in_any_family_gives_the_reference_bits_with_one_multiply_for_each_non_zero()
    {
        int run = 0;
        int masked = 0;
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            IReadOnlyList<LayerTrace> traces = ScalarReference.Trace(model.Plan, new Inputs(5, InputKind.Anything).Values(model.InputLength));
            foreach (LayerTrace trace in traces.Where(trace => trace.Layer.Layer.Weights.NonZeros <= Limit))
            {
                foreach (LayerPlan plan in Plans(trace.Layer))
                {
                    LaneProgram program = Lower(plan);
                    string what = $"{model}, {plan.Layer.Name}: {program.Summary}";

                    // The reference of this family, which may add + 0 to sums where the planned one does not.
                    LayerTrace own = ScalarReference.Trace(plan, trace.Inputs);
                    MultiplyCount count = ProgramRuns.Layer(plan, [program], own, () => what);
                    count.Active.ShouldBe(own.Executed, what);
                    count.StoredWeights.ShouldBe(count.Active, what);
                    LaneAudit.Count(program).ActiveMultiplies.ShouldBe(plan.Layer.Weights.NonZeros, what);
                    run++;
                    masked += program.Summary.Contains("masked", StringComparison.Ordinal) ? 1 : 0;
                }
            }
        }

        run.ShouldBeGreaterThan(500);
        masked.ShouldBeInRange(run / 10, run * 9 / 10);
    }

    private static LaneProgram Lower(LayerPlan plan) => plan.Family switch
    {
        KernelFamily.Blocks => BlockLowering.Lower(plan, "Kernel"),
        KernelFamily.SignedLookup or KernelFamily.NarrowSignedLookup => SignedLookupLowering.Lower(plan, "Kernel"),
        KernelFamily.SparseActivations => ColumnLowering.Lower(plan, 16, "Kernel"),
        _ => WindowLookupLowering.Lower(plan, "Kernel"),
    };

    private static IEnumerable<LayerPlan> Plans(LayerPlan planned) =>
        from family in new[] { KernelFamily.StreamedLookup, KernelFamily.SignedLookup, KernelFamily.NarrowLookup, KernelFamily.NarrowSignedLookup, KernelFamily.Blocks, KernelFamily.SparseActivations }
        from shape in s_shapes
        where (shape is null) != (family == KernelFamily.Blocks)
        from groups in new[] { 4, 1 }
        where family is not (KernelFamily.SignedLookup or KernelFamily.NarrowSignedLookup) || HasFewMagnitudes(planned.Layer.Weights)
        let places = family is KernelFamily.StreamedLookup or KernelFamily.SignedLookup or KernelFamily.SparseActivations ? planned.Positions : planned.RowOrder.Length
        select new LayerPlan(planned.Node, planned.IsLast, planned.InputCount, planned.RowOrder, planned.Rows, planned.Bias, BlockSizes.Cut(places, groups))
        {
            Family = family,
            Blocks = shape,
        };

    private static bool HasFewMagnitudes(CsrMatrix matrix) => matrix.NonZeros > 0 && Enumerable.Range(0, matrix.Rows).All(row => ScaledSums.Magnitudes(matrix, row).Count() <= 4);
}
