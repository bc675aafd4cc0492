using System.Globalization;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware.Published;

/// <summary>What the published table rests on: what is assumed, and what does not follow from public facts and would have to be true.</summary>
public static class PublishedNotes
{
    /// <summary>Assumptions of the targets and about the networks.</summary>
    public static IReadOnlyList<string> Assumptions() =>
    [
        .. PublishedTable.Boards.SelectMany(board => BuiltInTargets.Of(board + "/dense").Assumptions.Select(assumption => (board, assumption)))
            .GroupBy(item => item.assumption)
            .Select(group => string.Join(", ", group.Select(item => item.board)) + ": " + group.Key),
        "network: The sparse one is the published \"super-sparse\" one, with 1,500 units and the published non-zeros; its masks are made here, as the trained ones are not public.",
        "network: The dense one has the same layers with every weight, and no k-winners.",
        "network: With sparse activations, the inputs of a layer are as dense as its k-winners leave them, ties apart: an estimate.",
        "network: The published words per second of the dense network are calculated: 625,000 by the published ratio 51.25 for four networks, a quarter of that for one.",
    ];

    /// <summary>What does not follow from public facts, and what would have to be true for the published figures to hold. The figures in it are the model's own.</summary>
    public static IReadOnlyList<string> Conditions()
    {
        NetworkFigures dense = PublishedTable.Estimate(PublishedTable.Boards[0], "dense"), sparse = PublishedTable.Estimate(PublishedTable.Boards[0], "sparse-dense");
        NetworkFigures both = PublishedTable.Estimate(PublishedTable.Boards[0], "sparse-sparse");
        HardwareTarget target = sparse.Target;
        decimal saved = (decimal)dense.Macs.Actual / sparse.Macs.Actual, overlapped = sparse.PerSecond(1) * sparse.Copies;
        decimal lowest = PublishedTable.Rows().Where(row => row.Variant == "dense").Min(row => row.Difference)!.Value;
        return
        [
            $"The ratio 11.7 does not follow from the work: the sparse network has {Number(saved, "0.0")} times fewer multiply-accumulates ({Count(dense.Macs.Actual)} against {Count(sparse.Macs.Actual)}). "
                + $"It holds if the dense design waits for its weights: '{dense.Bottleneck!.Node.Name}' takes {Count(dense.IntervalCycles)} cycles through a port of {Count(target.Weights.WidthBits)} bits, "
                + $"the slowest layer of the sparse one, '{sparse.Bottleneck!.Node.Name}', {Count(sparse.IntervalCycles)}. If the published design read them faster, another layer of it has to be as slow.",
            $"Words per second of the dense network are {Number(lowest, "0.0")} % off at worst: with {Count((long)decimal.Ceiling(target.ClockMegahertz / (1 + (lowest / 100))))} MHz instead of {Count(target.ClockMegahertz)} they would not be. "
                + "The clock of the published design is not public.",
            $"{Count(sparse.Copies)} copies follow if a convolution has at most {Count(target.Engine.Lanes)} multipliers; that the design was sized for five copies on a die is not public.",
            $"The loss on the link follows only if a transfer stops its copy and copies take turns, at {Count(target.LinkMegabits)} Mbit/s. If transfers overlapped with work there were none: {Count((long)overlapped)} words per second.",
            $"Sparse activations: what is published is \"over 112 times\" the dense chip, a bound; the published column multiplies it with the dense words per second. In the model '{both.Bottleneck!.Node.Name}' is then the slowest layer.",
            "ZCU104: \"more than four times\" is all that is published. ZU3EG: that the dense network does not fit is published, and follows from its memory.",
        ];
    }

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(decimal value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
