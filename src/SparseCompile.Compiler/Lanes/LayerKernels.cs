using System.Globalization;
using SparseCompile.Compiler.Lanes.Lowering;
using SparseCompile.Compiler.Planning;

namespace SparseCompile.Compiler.Lanes;

/// <summary>The lane programs of one layer.</summary>
public sealed class LayerKernels
{
    private readonly Dictionary<int, IReadOnlyList<LaneProgram>> _forms = [];
    private readonly Dictionary<int, IReadOnlyList<LaneProgram>> _batches = [];

    internal LayerKernels(LayerPlan plan, bool isFused, bool isUnrolled)
    {
        Plan = plan;
        if (!isFused)
        {
            _forms[16] = plan.Family switch
            {
                KernelFamily.RegisterLookup => RegisterLookupLowering.LowerLayer(plan, "Lanes16"),
                KernelFamily.SparseActivations => [ColumnLowering.Lower(plan, 16, "Lanes16")],
                KernelFamily.SignedLookup or KernelFamily.NarrowSignedLookup => [SignedLookupLowering.Lower(plan, "Lanes16")],
                KernelFamily.Blocks => [BlockLowering.Lower(plan, "Lanes16")],
                _ => [WindowLookupLowering.Lower(plan, "Lanes16")],
            };
        }

        foreach (int width in KernelSet.Widths.Where(width => width < 16))
        {
            string name = width == 1 ? "Plain" : "Lanes" + (width == 8 ? "8" : "4");
            _forms[width] = plan.SkipsZeroInputs ? [ColumnLowering.Lower(plan, width, name)] : isUnrolled ? GatherLowering.LowerUnrolled(plan, width, name) : [GatherLowering.Lower(plan, width, name)];
        }

        foreach (int width in KernelSet.Widths.Where(width => width > 1))
        {
            string name = width switch { 16 => "Batch16x", 8 => "Batch8x", _ => "Batch4x" };
            _batches[width] = [.. BatchLowering.Vectors.Select(vectors => BatchLowering.Lower(plan, width, vectors, name + vectors.ToString(CultureInfo.InvariantCulture)))];
        }
    }

    /// <summary>The layer's plan.</summary>
    public LayerPlan Plan { get; }

    /// <summary>The programs that compute the layer at a width, to be run in this order; none where a fused program does.</summary>
    public IReadOnlyList<LaneProgram> Form(int width) => _forms.TryGetValue(width, out IReadOnlyList<LaneProgram>? programs) ? programs : [];

    /// <summary>The programs for a batch on the lanes, those that take most inputs at a time first.</summary>
    public IReadOnlyList<LaneProgram> Batches(int width) => _batches[width];
}
