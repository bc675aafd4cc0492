using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Gathers;

/// <summary>Rows on 8 or 4 lanes, each lane fetching its own input: what narrow vectors do, and what hypersparse matrices want on any.</summary>
/// <remarks>
/// A window of 64 inputs is never full where a row has a few non-zeros in thousands of columns: 10,000 x 10,000 with 7 a row took 120 us by permutes, 25.5 us so, and 97 us as a CSR loop (Zen 4).
/// </remarks>
internal sealed class GatherGenerator : IKernelGenerator
{
    /// <summary>Floats of inputs that the level-1 cache holds beside the tables.</summary>
    private const int Level1Floats = 6 * 1024;

    /// <summary>
    /// Outputs of the model up to which rows may be gathered longest first: the table that puts 65,536 back takes the C# compiler half a second, and power-law graphs of 50,000 rows in their own
    /// order take three times as long as a CSR loop, since a panel of 8 takes the steps of its longest row.
    /// </summary>
    private const int MostReordered = 65_536;

    /// <summary>Inputs from which 16 lanes may be better off gathering by eights: narrower layers fill their windows, or take no time.</summary>
    private const int LeastInputs = 512;

    /// <inheritdoc/>
    public string Name => "gather";

    /// <inheritdoc/>
    public string Title => "gather";

    /// <inheritdoc/>
    public Spacing Reads(KernelSpec spec) => Spacing.Slots;

    /// <inheritdoc/>
    public string Describe(KernelSpec spec) =>
        $"gather, {spec.Number("c")} rows side by side, each lane fetching its own input" + (spec.Word("rows") is null ? "" : ", rows " + RowNames.Describe(spec));

    /// <inheritdoc/>
    public IEnumerable<KernelCandidate> Propose(LayerContext context)
    {
        // Layers that skip zeros are columns on every target; the unrolled kernels of a layer replace it altogether.
        if (context.Fixed?.SkipsZeroInputs == true || !context.Target.HasFma)
        {
            yield break;
        }

        InputCopy copy = context.Copies[0];
        if (context.Target.Lanes == WindowTable.Lanes && copy.Order.Length < LeastInputs && context.Fixed is null)
        {
            yield break;
        }

        foreach (int lanes in context.Target.Executes.Where(lanes => context.Costs.Has($"gatherStep{lanes}")))
        {
            foreach (RowPermutation order in context.RowOrders(MostReordered))
            {
                Arrangement layer = context.Arrange(order, copy);
                (long steps, int panels, int alike) = Steps(layer, lanes);
                double far = Math.Max(0, Math.Min(1, (double)(layer.InputCount - Level1Floats) / Level1Floats));
                double step = context.Costs[$"gatherStep{lanes}"] + (far * context.Costs[$"gatherStep{lanes}Far"])
                    + context.FarStep(steps * lanes * 8, lanes * 8);
                double time = copy.SlotNanoseconds + (steps * step) + ((panels - alike) * context.Costs[$"gatherBlock{lanes}"]) + (alike * context.Cost($"gatherBlock{lanes}"));
                yield return context.Offer(KernelSpec.Create(Name, ("c", lanes), ("rows", order.Name)), layer, time, steps * lanes);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target) => [GatherLowering.Lower(kernel.Layer, kernel.Spec.Number("c"))];

    /// <summary>Steps of all panels: each has those of its longest row, pass by pass where sums come first. And how many panels have as many as the one before.</summary>
    private static (long Steps, int Panels, int Alike) Steps(Arrangement layer, int lanes)
    {
        int[] starts = layer.Rows.Starts;
        long steps = 0;
        int alike = 0, before = -1;
        for (int first = 0; first < layer.Positions; first += lanes)
        {
            int longest = 0;
            for (int position = first; position < Math.Min(first + lanes, layer.Positions); position++)
            {
                longest = Math.Max(longest, starts[position + 1] - starts[position]);
            }

            steps += longest;
            alike += longest == before ? 1 : 0;
            before = longest;
        }

        return (steps, (layer.Positions + lanes - 1) / lanes, alike);
    }
}
