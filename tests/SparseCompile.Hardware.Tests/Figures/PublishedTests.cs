using System.IO.Compression;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Dataflows;
using SparseCompile.Compiler.Hardware.Published;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Hardware.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Figures;

/// <summary>The published network and its throughput on boards.</summary>
public sealed class PublishedTests
{
    private static readonly IReadOnlyList<PublishedRow> s_rows = PublishedTable.Rows();

    [Fact]
    public void The_network_has_the_published_non_zeros()
    {
        MatrixOperator[] layers = [.. PublishedNetwork.Build(isSparse: true).Nodes.Select(node => node.Operator).OfType<MatrixOperator>()];
        layers.Select(layer => layer.Weights.NonZeros).ShouldBe([832, 20_480, 120_000, 18_000]);
        layers.Sum(layer => layer.Weights.NonZeros + layer.Outputs).ShouldBe(160_952);
    }

    [Fact]
    public void Ratios_and_words_per_second_are_within_a_tenth_of_the_published_ones()
    {
        s_rows.Count(row => row.Published is not null).ShouldBe(9);
        foreach (PublishedRow row in s_rows.Where(row => row.Published is not null))
        {
            // "Over 112" is a bound, not a measurement.
            row.Difference!.Value.ShouldBeInRange(row.Variant == "ratio sparse-sparse / dense" ? 0 : -10, row.Variant == "ratio sparse-sparse / dense" ? 25 : 10, row.Line());
        }
    }

    /// <summary>Every sentence of a target is listed, and the figures in the conditions are those of the table.</summary>
    [Fact]
    public void Assumptions_and_conditions_are_listed_with_the_figures_of_the_model()
    {
        string assumed = string.Join("\n", PublishedNotes.Assumptions());
        foreach (string assumption in PublishedTable.Boards.SelectMany(board => BuiltInTargets.All.Where(target => target.Name.StartsWith(board))).SelectMany(target => target.Assumptions))
        {
            assumed.ShouldContain(assumption);
        }

        IReadOnlyList<string> conditions = PublishedNotes.Conditions();
        conditions.ShouldAllBe(condition => condition.Length > 50 && condition.All(letter => letter >= ' ' && letter <= '~'));
        conditions[0].ShouldContain("4.9 times fewer multiply-accumulates (13,912,400 against 2,838,288)");
        conditions[0].ShouldContain("'linear1'");
        conditions[1].ShouldContain($"{s_rows.Where(row => row.Variant == "dense").Min(row => row.Difference):0.0} %");
        conditions[2].ShouldStartWith("20 copies");
    }

    [Fact]
    public void Copies_follow_from_the_chip()
    {
        s_rows.Where(row => row is { Board: "alveo-u250", Variant: "dense" }).Select(row => row.Copies).ShouldBe([1, 4]);
        s_rows.Where(row => row is { Board: "alveo-u250", Variant: "sparse-dense" }).Select(row => row.Copies).ShouldBe([1, 20]);
        s_rows.Where(row => row is { Board: "zu3eg", Variant: "dense" }).Select(row => row.Copies).ShouldBe([0]);
        s_rows.Single(row => row is { Board: "zcu104", Variant: "sparse-dense", Copies: 1 }).Modelled
            .ShouldBeGreaterThan(4 * s_rows.Single(row => row is { Board: "zcu104", Variant: "dense", Copies: 1 }).Modelled);
    }

    [Fact]
    public void A_mask_that_is_made_for_complementary_sets_packs_completely_and_a_random_one_is_reported_as_it_does()
    {
        ComplementarySets.Pack(Made(), 8).PackingPpm(Made()).ShouldBe(1_000_000);
        Random random = new(2);
        var mask = Matrices.From(1500, 160, (_, _) => random.Next(20) == 0 ? 1 : 0);
        ComplementarySets.Pack(mask, 8).PackingPpm(mask).ShouldBeInRange(200_000, 700_000);
    }

    /// <summary>Places as NumPy counted them: over sets of so many rows, the fullest column's non-zeros times the columns.</summary>
    [Theory]
    [InlineData("conv1.weight", 64, 25, 28, 1_100)]
    [InlineData("conv2.weight", 64, 1_600, 32, 51_200)]
    [InlineData("fc1.weight", 1_500, 1_600, 32, 633_600)]
    [InlineData("fc2.weight", 12, 1_500, 1, 18_000)]
    public void The_masks_of_the_sample_are_reported_as_they_pack(string tensor, int rows, int columns, int rowsPerSet, int places)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Repository.Root, "samples", "KeywordSpotting", "weights", "random-winners.npz"));
        using MemoryStream npy = new();
        using (Stream entry = archive.GetEntry(tensor + ".npy")!.Open())
        {
            entry.CopyTo(npy);
        }

        byte[] halves = npy.ToArray()[^(2 * rows * columns)..];
        CsrMatrix mask = Matrices.From(rows, columns, (row, column) => (float)BitConverter.ToHalf(halves, 2 * ((row * columns) + column)));
        GraphBuilder builder = new(columns);
        builder.Linear(0, mask);
        Placement placement = NetworkEstimator.Estimate(builder.Source(), BuiltInTargets.Of("complementary/sparse-dense"), ValueActivity.None).Operators[0].Placement!;
        (placement.RowsPerSet, placement.StoredWords).ShouldBe((rowsPerSet, places));
        ComplementarySets.Pack(mask, 8).PackingPpm(mask).ShouldBe(1_000_000L * mask.NonZeros / places);
    }

    private static CsrMatrix Made() => Matrices.From(1500, 160, (row, column) => column % 20 == row % 20 ? 1 : 0);
}
