using SparseCompile.Compiler.Hardware.Storage;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Hardware.Tests.Support;

namespace SparseCompile.Hardware.Tests;

/// <summary>Bits of the storage formats, metadata included.</summary>
public sealed class StorageTests
{
    [Theory]
    [InlineData("dense", 2048)]
    [InlineData("csr", 938)]
    [InlineData("csc", 914)]
    [InlineData("bitmap", 768)]
    [InlineData("complementary", 640)]
    public void A_quarter_of_64_to_32_at_8_bits_takes_the_known_bytes(string format, long bytes)
    {
        CsrMatrix weights = Matrices.From(32, 64, (row, column) => row % 4 == column % 4 ? 1 : 0);
        Find(weights, 8, format).Bytes.ShouldBe(bytes);
    }

    [Fact]
    public void Disjoint_supports_pack_completely_and_random_ones_do_not()
    {
        CsrMatrix disjoint = Matrices.From(32, 64, (row, column) => row % 4 == column % 4 ? 1 : 0);
        Parameter(Find(disjoint, 8, "complementary"), "packing_ppm").ShouldBe(1_000_000);
        Parameter(Find(disjoint, 8, "complementary"), "rows_per_set").ShouldBe(4);

        var random = new Random(1);
        CsrMatrix mask = Matrices.From(32, 64, (_, _) => random.Next(4) == 0 ? 1 : 0);
        Parameter(Find(mask, 8, "complementary"), "packing_ppm").ShouldBeInRange(300_000, 800_000);
    }

    [Fact]
    public void Each_set_is_as_deep_as_its_fullest_column()
    {
        // Column 0 holds three of the four rows. All K need 6 or more places; two rows a set need two sets of depth 2 and 1: 6 places of 8 + 1 bits. Three rows and one: 6 and 0, at 8 + 2 bits.
        CsrMatrix weights = Matrices.From(4, 2, (row, column) => column == 0 && row < 3 ? 1 : 0);
        StorageFigure figure = Find(weights, 8, "complementary");
        figure.Bits.ShouldBe(48);
        Parameter(figure, "rows_per_set").ShouldBe(1);
        Parameter(figure, "packing_ppm").ShouldBe(500_000);
    }

    [Theory]
    [InlineData(15, 0)]
    [InlineData(16, 1)]
    [InlineData(31, 1)]
    [InlineData(32, 2)]
    public void Runs_above_15_zeros_take_padding_zeros(int run, long padding)
    {
        CsrMatrix weights = Matrices.From(run + 40, 1, (row, _) => row == run ? 1 : 0);
        StorageFigure figure = Find(weights, 8, "run_length");
        Parameter(figure, "padding_zeros").ShouldBe(padding);

        // Two pointers of ceil(log2(stored + 1)) bits: 1 for one stored value, 2 for two or three.
        figure.Bits.ShouldBe(((1 + padding) * 12) + (2 * (padding == 0 ? 1 : 2)));
    }

    [Theory]
    [InlineData(8, 625)]
    [InlineData(16, 5625)]
    public void Two_of_four_takes_the_known_share_of_dense(int valueBits, long share)
    {
        CsrMatrix weights = Matrices.From(8, 64, (_, column) => column % 4 < 2 ? 1 : 0);
        long dense = Find(weights, valueBits, "dense").Bits!.Value;
        (Find(weights, valueBits, "n_m_2_4").Bits!.Value * (valueBits == 8 ? 1_000 : 10_000) / dense).ShouldBe(share);
    }

    [Fact]
    public void Three_of_four_are_not_two_of_four()
    {
        StorageFigure figure = Find(Matrices.From(2, 7, (row, column) => row == 1 && column >= 4 ? 1 : 0), 8, "n_m_2_4");
        figure.Bits.ShouldBeNull();
        figure.Bytes.ShouldBeNull();
        figure.Reason.ShouldBe("row 1 has more than 2 non-zeros in columns 4 to 6");
    }

    [Fact]
    public void Three_neighbours_in_two_groups_are_two_of_four() =>
        Find(Matrices.From(1, 8, (_, column) => column is >= 2 and <= 4 ? 1 : 0), 8, "n_m_2_4").Bits.ShouldBe(2 * 20);

    [Fact]
    public void Empty_matrices_take_no_value_bits()
    {
        foreach (StorageFigure figure in StorageComparison.Compare(Matrices.From(0, 3, (_, _) => 1), 4, 8))
        {
            figure.Bits.ShouldBe(0, figure.Format);
        }
    }

    private static StorageFigure Find(CsrMatrix weights, int valueBits, string format) =>
        StorageComparison.Compare(weights, 16, valueBits).Single(figure => figure.Format == format);

    private static long Parameter(StorageFigure figure, string name) => figure.Parameters!.Single(parameter => parameter.Key == name).Value;
}
