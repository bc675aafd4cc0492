using System.Globalization;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware.Published;

/// <summary>The published throughput of the keyword network beside the modelled one, on the targets of the boards. Every row is made with the same parameters: those of the target files.</summary>
public static class PublishedTable
{
    /// <summary>The ratio that was published for the whole chip with sparse weights and activations: "over 112X".</summary>
    private const decimal SparseSparseRatio = 112;

    /// <summary>The boards.</summary>
    public static IReadOnlyList<string> Boards { get; } = ["alveo-u250", "zcu104", "zu3eg"];

    /// <summary>The rows: words per second, then ratios between rows of the U250, then the loss on the link.</summary>
    public static IReadOnlyList<PublishedRow> Rows()
    {
        List<PublishedRow> rows = [];
        foreach (string board in Boards)
        {
            foreach (string variant in new[] { "dense", "sparse-dense", "sparse-sparse" })
            {
                NetworkFigures figures = Estimate(board, variant);
                int one = Math.Min(1, figures.Copies);
                rows.Add(new PublishedRow(board, variant, one, Published(board, variant, isChip: false), figures.PerSecond(one)));
                if (figures.Copies > 1)
                {
                    rows.Add(new PublishedRow(board, variant, figures.Copies, Published(board, variant, isChip: true), figures.PerSecond(figures.Copies)));
                }
            }
        }

        return [.. rows, .. Ratios([.. rows.Where(row => row.Board == Boards[0])])];
    }

    /// <summary>The figures of a row: the network of the variant on a board.</summary>
    internal static NetworkFigures Estimate(string board, string variant)
    {
        NetworkSource source = Source(isSparse: variant != "dense");
        return NetworkEstimator.Estimate(source, BuiltInTargets.Of(board + "/" + variant), ValueActivity.Stated(source.Graph));
    }

    private static IEnumerable<PublishedRow> Ratios(PublishedRow[] rows)
    {
        PublishedRow Row(string variant, bool isChip) => rows.Last(row => row.Variant == variant && (row.Copies > 1) == isChip);
        PublishedRow dense = Row("dense", false), denseChip = Row("dense", true), sparse = Row("sparse-dense", false), sparseChip = Row("sparse-dense", true);
        yield return new PublishedRow(dense.Board, "ratio sparse-dense / dense", 1, 11.7m, sparse.Modelled / dense.Modelled);
        yield return new PublishedRow(dense.Board, "ratio sparse-dense / dense", sparseChip.Copies, 51.25m, sparseChip.Modelled / denseChip.Modelled);
        PublishedRow both = Row("sparse-sparse", true);
        yield return new PublishedRow(dense.Board, "ratio sparse-sparse / dense", both.Copies, SparseSparseRatio, both.Modelled / denseChip.Modelled);
        decimal loss = 100 * (1 - (sparseChip.Modelled / sparseChip.Copies / sparse.Modelled));
        yield return new PublishedRow(dense.Board, "link loss per cent", sparseChip.Copies, 100 * (1 - (31_250m / 35_714m)), loss);
    }

    private static decimal? Published(string board, string variant, bool isChip) => (board, variant, isChip) switch
    {
        ("alveo-u250", "dense", false) => 3_049,
        ("alveo-u250", "dense", true) => 12_195,
        ("alveo-u250", "sparse-dense", false) => 35_714,
        ("alveo-u250", "sparse-dense", true) => 625_000,

        // Public is the ratio alone.
        ("alveo-u250", "sparse-sparse", true) => SparseSparseRatio * 12_195,
        _ => null,
    };

    private static NetworkSource Source(bool isSparse)
    {
        Graph graph = PublishedNetwork.Build(isSparse);
        return new NetworkSource(isSparse ? "keywords, sparse" : "keywords, dense", graph, [], "", CompilerInfo.Version);
    }
}

/// <summary>A row of the table.</summary>
/// <param name="Board">The target.</param>
/// <param name="Variant">The network, or the ratio.</param>
/// <param name="Copies">Copies of the network; 0 where it does not fit.</param>
/// <param name="Published">The published figure; null for none.</param>
/// <param name="Modelled">The modelled one.</param>
public sealed record PublishedRow(string Board, string Variant, int Copies, decimal? Published, decimal Modelled)
{
    /// <summary>The row as fields separated by tabs: board, variant, copies, published, modelled, per cent.</summary>
    public string Line() => string.Join("\t", Board, Variant, Copies.ToString(CultureInfo.InvariantCulture), Published is { } known ? Number(known) : "-", Number(Modelled), PerCent());

    /// <summary>How far the modelled figure is from the published one.</summary>
    public decimal? Difference => Published is { } known and > 0 ? 100 * ((Modelled / known) - 1) : null;

    private string PerCent() => Difference is { } difference ? difference.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) : "-";

    private static string Number(decimal value) => value.ToString(value < 1_000 && value != decimal.Truncate(value) ? "0.00" : "0", CultureInfo.InvariantCulture);
}
