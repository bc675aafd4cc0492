using SparseCompile.Compiler.Kernels.Windows.LoadBalancing;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Windows;

/// <summary>Rows on 16 lanes; a sliding window of the inputs sits in registers, and every lane whose next input is inside takes it by a permute.</summary>
/// <remarks>
/// Traits: windows of 64 slots, or of 32 for half the permutes; weights, or for rows of few magnitudes the signs alone, each sum then being multiplied once; 4, 2 or 1 groups of 16 rows that
/// share their windows; the orders of rows and inputs.
/// </remarks>
internal sealed class WindowGenerator : IKernelGenerator
{
    /// <summary>The start of its kernels' ids.</summary>
    public const string GeneratorName = "window-permute";

    /// <summary>Time that balanced rows take at least of rows by length: 0.87 of the steps of random layers. A kernel further behind than that is not searched.</summary>
    private const double LeastBalanced = 0.85;

    /// <inheritdoc/>
    public string Name => GeneratorName;

    /// <inheritdoc/>
    public string Title => "window permute";

    /// <inheritdoc/>
    public Spacing Reads(KernelSpec spec) => WindowForm.SpacingOf(spec.Number("w"), spec.Number("sums"));

    /// <inheritdoc/>
    public string Describe(KernelSpec spec)
    {
        string sums = spec.Number("sums") switch
        {
            0 => "",
            1 => ", one magnitude a row",
            int magnitudes => FormattableString.Invariant($", {magnitudes} magnitudes a row"),
        };
        return $"window permute{sums}, rows {RowNames.Describe(spec)}, {spec.Number("g")} x 16 rows a window of {spec.Number("w")}{RowNames.DescribeInputs(spec)}";
    }

    /// <inheritdoc/>
    public IEnumerable<KernelCandidate> Propose(LayerContext context)
    {
        if (!context.Costs.Has("streamedStep4") || context.Fixed?.SkipsZeroInputs == true)
        {
            yield break;
        }

        List<BalanceableKernel> balanceable = [];
        foreach (InputCopy copy in context.Copies)
        {
            WindowForm[] forms = Forms(context, copy);
            foreach (RowPermutation order in context.RowOrders())
            {
                Arrangement layer = context.Arrange(order, copy);
                foreach ((WindowForm form, int groups, int[] panels) in Cuts(forms))
                {
                    KernelCandidate candidate = Offer(context, form, (order.Name, groups, panels), layer, form.Count(layer, groups, panels));
                    if (order.Name == "length" && form.CanBeBalanced && panels.Length > 1)
                    {
                        balanceable.Add(new BalanceableKernel(form, groups, panels, candidate.Nanoseconds));
                    }

                    yield return candidate;
                }
            }
        }

        foreach (KernelCandidate candidate in Balanced(context, balanceable))
        {
            yield return candidate;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target) => [WindowLowering.Lower(kernel)];

    /// <summary>Windows of 64 and of 32, and both with sums first where the weights have few magnitudes.</summary>
    private static WindowForm[] Forms(LayerContext context, InputCopy copy)
    {
        int passes = context.Fixed?.Passes ?? context.Passes;
        bool[] sums = context.Fixed is { } arrangement ? [arrangement.SumsFirst] : passes > 0 ? [false, true] : [false];
        PaceProfiles? slots = PaceProfiles.Of(context.Matrix, copy.Order, Spacing.Slots);
        return
        [
            .. new[] { WindowTable.Window, WindowTable.NarrowWindow }.SelectMany(window => sums.Select(hasSums =>
            {
                int own = hasSums ? passes : 0;
                Spacing spacing = WindowForm.SpacingOf(window, own);
                PaceProfiles? profiles = own > 1 ? null : spacing == Spacing.Slots ? slots : PaceProfiles.Of(context.Matrix, copy.Order, spacing);
                return new WindowForm(context, copy, window, own, profiles);
            })),
        ];
    }

    /// <summary>Panels of 4, 2 and 1 groups where there are rows for one.</summary>
    private static IEnumerable<(WindowForm Form, int Groups, int[] Panels)> Cuts(WindowForm[] forms)
    {
        foreach (int groups in new[] { 4, 2, 1 })
        {
            foreach (WindowForm form in forms)
            {
                // Passes have to be laid out to be counted: with as many groups as there are rows for, no fewer.
                bool isConsidered = form.Passes <= 1 || groups == 4 || !RowPanels.Cut(form.Positions, 2 * groups).Contains(2 * groups);
                int[] panels = RowPanels.Cut(form.Positions, groups);
                if (isConsidered && (groups == 1 || panels.Contains(groups)))
                {
                    yield return (form, groups, panels);
                }
            }
        }
    }

    /// <summary>Balanced rows: once for each window and chain, where that could be the best, and where it was measured to be.</summary>
    private static IEnumerable<KernelCandidate> Balanced(LayerContext context, List<BalanceableKernel> kernels)
    {
        foreach (IGrouping<(int, int), BalanceableKernel> alike in kernels.GroupBy(kernel => (kernel.Form.Window, kernel.Form.Passes)))
        {
            BalanceableKernel best = alike.OrderBy(kernel => kernel.Nanoseconds).First();
            bool isPromising = best.Nanoseconds * LeastBalanced < context.BestNanoseconds;
            foreach (BalanceableKernel kernel in alike.Where(kernel => (kernel == best && isPromising) || kernel.Balanced.Id == context.Chosen))
            {
                LaneAssignment lanes = kernel.Form.Assign(RowOrdering.ByLength(context.Matrix), kernel.Panels);
                long steps = lanes.Steps;
                RowPacing.Improve(lanes, context.Matrix.NonZeros);
                if (lanes.Steps < steps)
                {
                    Arrangement layer = context.Arrange(new RowPermutation("balanced", lanes.Order), kernel.Form.Copy);
                    yield return Offer(context, kernel.Form, ("balanced", kernel.Groups, kernel.Panels), layer, lanes.Counts);
                }
            }
        }
    }

    private static KernelCandidate Offer(LayerContext context, WindowForm form, (string? Rows, int Groups, int[] Panels) cut, Arrangement layer, int[] counts)
    {
        int passes = Math.Max(1, form.Passes);
        int[] groups = [.. counts.Select((_, pass) => cut.Panels[pass / passes])];
        long laneSlots = counts.Select((count, pass) => (long)count * groups[pass] * WindowTable.Lanes).Sum();
        double copies = form.IsNarrow
            ? form.Copy.PackedNanoseconds + (context.IsOutput ? 0 : context.Matrix.Rows * context.Costs["copiedInput"])
            : form.Copy.SlotNanoseconds;
        double time = copies + PanelTime.Of(context, counts, groups, count => Step(context, form, count), (count, isAlike) => Loop(context, count, isAlike), (1, laneSlots, form.Bytes));
        Arrangement own = layer.Passes == form.Passes ? layer : layer with { Passes = form.Passes };
        return context.Offer(form.Spec(cut.Rows, cut.Groups), own, time, laneSlots) with { IsMasked = form.Spacing == Spacing.Packed && !IsFull(context, form, cut.Panels, counts) };
    }

    /// <summary>Every lane that has a row works in every step.</summary>
    private static bool IsFull(LayerContext context, WindowForm form, int[] panels, int[] counts)
    {
        long lanes = 0;
        for (int panel = 0, first = 0; panel < panels.Length; first += panels[panel++] * WindowTable.Lanes)
        {
            lanes += (long)counts[panel] * Math.Max(0, Math.Min(panels[panel] * WindowTable.Lanes, form.Positions - first));
        }

        return lanes == context.Matrix.NonZeros;
    }

    /// <summary>The loop around a panel's steps. Its exit is predicted where panels have as many steps as the one before, as along a diagonal; four groups then wait for their chains instead.</summary>
    private static double Loop(LayerContext context, int groups, bool isAlike) =>
        isAlike && groups < 4 && context.IsHypersparse && context.Costs.Has("hypersparseAlikeBlock") ? context.Costs["hypersparseAlikeBlock"] : context.Costs["streamedBlock"];

    /// <summary>One group's step; masks cost nothing that could be measured.</summary>
    private static double Step(LayerContext context, WindowForm form, int groups)
    {
        string kind = (form.IsNarrow, form.Passes > 0) switch { (false, false) => "streamed", (false, true) => "signed", (true, false) => "narrow", (true, true) => "narrowSigned" };
        return context.Costs[$"{kind}Step{(groups is 4 or 2 ? groups : 1)}"];
    }
}

/// <summary>A kernel with rows by length, which balanced rows may make faster.</summary>
/// <param name="Form">The form.</param>
/// <param name="Groups">Groups of 16 rows that share a window.</param>
/// <param name="Panels">The row panels.</param>
/// <param name="Nanoseconds">Its estimate.</param>
internal sealed record BalanceableKernel(WindowForm Form, int Groups, int[] Panels, double Nanoseconds)
{
    /// <summary>What identifies it with its rows balanced.</summary>
    public KernelSpec Balanced => Form.Spec("balanced", Groups);
}
