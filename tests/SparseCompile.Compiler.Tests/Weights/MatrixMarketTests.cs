using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Tests.Weights;

public sealed class MatrixMarketTests : WeightFileTestBase
{
    private const string Real = "%%MatrixMarket matrix coordinate real general\n";

    [Theory]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 2\n2 1 3\n1 1 1.5\n", new[] { 1.5f, 0, 3, 0 })]
    [InlineData("%%matrixmarket\tMATRIX Coordinate DOUBLE General \r\n%c\r\n\r\n 2 2  2\r\n2\t1 3.\r\n%c\r\n1 1 .15E+1", new[] { 1.5f, 0, 3, 0 })]
    [InlineData("%%MatrixMarket matrix coordinate real general\r2 2 1\r2 2 -1e-1\r", new[] { 0, 0, 0, -0.1f })]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 3\n1 2 1\n1 2 2\n1 2 -0.5\n", new[] { 0, 2.5f, 0, 0 })]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 2 1\n1 2 -1\n", new[] { 0f, 0, 0, 0 })]
    [InlineData("%%MatrixMarket matrix coordinate integer general\n2 2 2\n1 2 -3\n2 1 +4\n", new[] { 0f, -3, 4, 0 })]
    [InlineData("%%MatrixMarket matrix coordinate unsigned-integer general\n2 2 1\n1 2 3\n", new[] { 0f, 3, 0, 0 })]
    [InlineData("%%MatrixMarket matrix coordinate pattern general\n2 2 2\n1 2\n2 1\n", new[] { 0f, 1, 1, 0 })]
    [InlineData("%%MatrixMarket matrix coordinate real symmetric\n2 2 2\n2 1 3\n2 2 4\n", new[] { 0f, 3, 3, 4 })]
    [InlineData("%%MatrixMarket matrix coordinate integer hermitian\n2 2 2\n2 1 3\n2 2 4\n", new[] { 0f, 3, 3, 4 })]
    [InlineData("%%MatrixMarket matrix coordinate pattern symmetric\n2 2 1\n2 1\n", new[] { 0f, 1, 1, 0 })]
    [InlineData("%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 2\n2 1 3\n2 2 5\n", new[] { 0f, -3, 3, 5 })]
    [InlineData("%%MatrixMarket matrix array real general\n2 3\n1\n2\n3\n4\n5\n6\n", new[] { 1f, 3, 5, 2, 4, 6 })]
    [InlineData("%%MatrixMarket matrix array integer symmetric\n2 2\n1\n2\n3\n", new[] { 1f, 2, 2, 3 })]
    [InlineData("%%MatrixMarket matrix array real skew-symmetric\n3 3\n1\n2\n3\n", new[] { 0f, -1, -2, 1, 0, -3, 2, 3, 0 })]
    [InlineData("%%MatrixMarket matrix array real skew-symmetric\n1 1\n", new[] { 0f })]
    [InlineData("%%MatrixMarket vector array real general\n3\n1\n0\n2\n", new[] { 1f, 0, 2 })]
    [InlineData("%%MatrixMarket vector coordinate real general\n3 2\n3 1\n1 2\n", new[] { 2f, 0, 1 })]
    [InlineData("%%MatrixMarket matrix coordinate real general\n0 4 0\n", new float[0])]
    [InlineData("%%MatrixMarket matrix array real general\n0 4\n", new float[0])]
    [InlineData("%%MatrixMarket matrix coordinate real general\n1 3 3\n1 1 nan\n1 2 -INF\n1 3 Infinity\n", new[] { float.NaN, float.NegativeInfinity, float.PositiveInfinity })]
    [InlineData("%%MatrixMarket matrix array real general\n1 2\n1e-400\n-1e-99999999999", new[] { 0f, 0 })]
    public void ValidFiles_AreRead(string text, float[] expected)
    {
        Tensor tensor = ReadOnly("m.mtx", text);
        Dense(tensor).ShouldBe(expected);
        tensor.Positions.ShouldBe(tensor.Positions.Distinct().Order());
        tensor.Values.ShouldNotContain(0f);
    }

    [Theory]
    [InlineData("\n", "line 1")]
    [InlineData(" %MatrixMarket matrix coordinate real general\n1 1 0\n", "no banner")]
    [InlineData("%%MatrixMarket matrix coordinate real\n1 1 0\n", "without the symmetry")]
    [InlineData("%%MatrixMarket matrix coordinate real general x\n1 1 0\n", "'x' after the banner")]
    [InlineData("%%MatrixMarket tensor coordinate real general\n1 1 0\n", "'tensor'")]
    [InlineData("%%MatrixMarket matrix sparse real general\n1 1 0\n", "'sparse'")]
    [InlineData("%%MatrixMarket matrix coordinate float general\n1 1 0\n", "'float'")]
    [InlineData("%%MatrixMarket matrix coordinate real lower\n1 1 0\n", "'lower'")]
    [InlineData("%%MatrixMarket matrix array pattern general\n1 1\n", "combination")]
    [InlineData("%%MatrixMarket matrix coordinate pattern skew-symmetric\n1 1 0\n", "combination")]
    [InlineData("%%MatrixMarket vector array real symmetric\n1\n1\n", "combination")]
    [InlineData(Real, "the end of the file in line 2")]
    [InlineData(Real + "% only\n\n", "the end of the file in line 4")]
    [InlineData(Real + "2 2\n", "the end of the line in line 2")]
    [InlineData(Real + "2 2 1 1\n1 1 1\n", "'1' after the size in line 2")]
    [InlineData(Real + "2 -2 1\n1 1 1\n", "'-2' in line 2")]
    [InlineData(Real + "2 2.0 1\n1 1 1\n", "'2.0' in line 2")]
    [InlineData(Real + "2 2 1\n", "after 0 entries in line 3")]
    [InlineData(Real + "2 2 2\n1 1 1\n", "after 1 entries in line 4")]
    [InlineData(Real + "2 2 1\n1 1 1\n% c\n2 2 1\n", "'2' after the last entry in line 5")]
    [InlineData(Real + "2 2 1\n0 1 1\n", "row index 0 in line 3")]
    [InlineData(Real + "2 2 1\n3 1 1\n", "row index 3 in line 3")]
    [InlineData(Real + "2 2 1\n1 3 1\n", "column index 3 in line 3")]
    [InlineData(Real + "2 2 1\n-1 1 1\n", "'-1' in line 3")]
    [InlineData(Real + "2 2 1\n1.0 1 1\n", "'1.0' in line 3")]
    [InlineData(Real + "2 2 1\n1 1\n", "without value in line 3")]
    [InlineData(Real + "2 2 1\n1\n1 1\n", "the end of the line in line 3")]
    [InlineData(Real + "2 2 1\n1 1 1 1\n", "'1' after an entry in line 3")]
    [InlineData(Real + "2 2 1\n1 1 x\n", "'x' in line 3")]
    [InlineData(Real + "2 2 1\n1 1 1d5\n", "'1d5' in line 3")]
    [InlineData(Real + "2 2 1\n1 1 1e\n", "'1e' in line 3")]
    [InlineData(Real + "2 2 1\n1 1 .\n", "'.' in line 3")]
    [InlineData(Real + "2 2 1\n1 1 1,5\n", "'1,5' in line 3")]
    [InlineData(Real + "2 2 1\n1 1 0x1\n", "'0x1' in line 3")]
    [InlineData(Real + "2 2 1\n1 1 --1\n", "'--1' in line 3")]
    [InlineData(Real + "2 2 1\n1 1 1\0\n", "'1\\x00' in line 3")]
    [InlineData(Real + "2 2 1\n1 1 1\n\0", "'\\x00' after the last entry")]
    [InlineData("%%MatrixMarket matrix coordinate pattern general\n2 2 1\n1 1 1\n", "'1' after an entry")]
    [InlineData("%%MatrixMarket matrix coordinate integer general\n2 2 1\n1 1 1.0\n", "'1.0' in line 3")]
    [InlineData("%%MatrixMarket matrix coordinate integer general\n2 2 1\n1 1 -inf\n", "'-inf' in line 3")]
    [InlineData("%%MatrixMarket matrix coordinate unsigned-integer general\n2 2 1\n1 1 -1\n", "'-1' in line 3")]
    [InlineData("%%MatrixMarket matrix coordinate real symmetric\n2 3 0\n", "[2, 3]")]
    [InlineData("%%MatrixMarket matrix coordinate real symmetric\n2 2 1\n1 2 3\n", "row 1, column 2 in line 3")]
    [InlineData("%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n1 2 3\n", "row 1, column 2 in line 3")]
    [InlineData("%%MatrixMarket matrix array real general\n2 1\n1 2\n", "'2' after an entry in line 3")]
    [InlineData("%%MatrixMarket matrix array real symmetric\n2 2\n1\n2\n3\n4\n", "'4' after the last entry")]
    [InlineData("%%MatrixMarket matrix array real general\n2147483647 2147483647\n1\n", "after 1 entries")]
    public void BrokenFiles_AreMalformed(string text, string found) => ShouldFail(Open("m.mtx", text), WeightFileErrorKind.Malformed, found);

    [Theory]
    [InlineData(Real + "2 2 1\n1 1 1E400\n", "'1E400' in line 3")]
    [InlineData(Real + "2 2 2\n1 1 1\n2 2 -1e310\n", "'-1e310' in line 4")]
    [InlineData(Real + "2 2 1\n1 1 1e99999999999\n", "'1e99999999999' in line 3")]
    [InlineData(Real + "2 2 2\n1 1 1.7976931348623159e308\n1 1 -1e308\n", "'1.7976931348623159e308' in line 3")]
    [InlineData("%%MatrixMarket matrix array real general\n1 1\n9.9e308\n", "'9.9e308' in line 3")]
    public void NumbersBeyondDouble_AreOutOfRange(string text, string found) => ShouldFail(Open("m.mtx", text), WeightFileErrorKind.OutOfRange, found).Expected.ShouldContain("float32");

    [Fact]
    public void SumsBeyondDouble_AreOutOfRange() =>
        ShouldFailOnRead(Open("m.mtx", Real + "1 1 2\n1 1 1.5e308\n1 1 1.5e308\n"), WeightFileErrorKind.OutOfRange, "at index [0, 0]");

    [Fact]
    public void IntegersBeyondDouble_AreOutOfRange() => ShouldFail(
        Open("m.mtx", "%%MatrixMarket matrix coordinate integer general\n1 1 1\n1 1 " + new string('9', 400) + "\n"), WeightFileErrorKind.OutOfRange, "in line 3");

    [Theory]
    [InlineData("%%MatrixMarket matrix coordinate complex general\n1 1 1\n1 1 1 0\n")]
    [InlineData("%%MatrixMarket matrix array complex hermitian\n1 1\n1 0\n")]
    public void ComplexFiles_AreUnsupported(string text) => ShouldFail(Open("m.mtx", text), WeightFileErrorKind.UnsupportedDataType, "complex");

    [Theory]
    [InlineData(Real + "2147483648 1 0\n", "2147483648")]
    [InlineData(Real + "1 1099511627776 0\n", "1099511627776")]
    [InlineData(Real + "99999999999999999999 1 0\n", "99999999999999999999")]
    public void HugeDimensions_AreTooLarge(string text, string found) => ShouldFail(Open("m.mtx", text), WeightFileErrorKind.TooLarge, found);

    [Theory]
    [InlineData("2 2 1\n1 1 27852657\n", 27852656f)]
    [InlineData("2 2 1\n1 1 -27852659\n", -27852660f)]
    [InlineData("2 2 1\n1 1 18446744073709551616\n", 18446744073709551616f)]
    [InlineData("2 2 2\n1 1 16777216\n1 1 1\n", 16777216f)]
    [InlineData("2 2 2\n1 1 16777218\n1 1 1\n", 16777220f)]
    public void IntegersThatFloatDoesNotHold_AreRoundedAsRealsAre(string text, float expected)
    {
        foreach (string field in new[] { "integer", "real" })
        {
            ReadOnly("m.mtx", $"%%MatrixMarket matrix coordinate {field} general\n" + text).Values.ShouldBe([expected], field);
        }
    }

    [Theory]
    [InlineData("real", "1e39")]
    [InlineData("real", "-3.5e38")]
    [InlineData("integer", "1000000000000000000000000000000000000000")]
    public void NumbersBeyondFloat_AreOutOfRange(string field, string number) => ShouldFailOnRead(
        Open("m.mtx", $"%%MatrixMarket matrix coordinate {field} general\n2 2 1\n2 1 {number}\n"), WeightFileErrorKind.OutOfRange, "at index [1, 0]");

    [Fact]
    public void Duplicates_TakeMemoryOfTheirPlacesOnly()
    {
        byte[] text = System.Text.Encoding.ASCII.GetBytes("%%MatrixMarket matrix coordinate real general\n1 2 400000\n" + string.Concat(Enumerable.Repeat("1 1 1\n1 2 2\n", 200_000)));
        WeightFile file = Open("m.mtx", text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Dense(Read(file, "m")).ShouldBe([200_000f, 400_000]);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000_000); // words of the text included
    }

    [Fact]
    public void Sums_KeepTheOrderOfTheFile()
    {
        // More entries than are held at once, whose sum depends on the order: in double, 2^53 + 1 is 2^53 and 1 + ... + 1 + 2^53 is not.
        string ones = string.Concat(Enumerable.Repeat("1 1 1\n", 5000));
        string header = "%%MatrixMarket matrix coordinate real general\n1 1 5002\n";
        float large = ReadOnly("m.mtx", header + "1 1 9007199254740992\n" + ones + "1 1 -9007199254740992\n").Values.SingleOrDefault();
        float small = ReadOnly("m.mtx", header + ones + "1 1 9007199254740992\n1 1 -9007199254740992\n").Values.Single();
        (large, small).ShouldBe((0f, 5000f));
    }

    [Fact]
    public void HugeSparseMatrix_IsASmallTensor()
    {
        Tensor tensor = ReadOnly("m.mtx", Real + "2147483647 2147483647 2\n2147483647 2147483647 2\n1 1 1\n");
        tensor.Positions.ShouldBe([0L, (2147483647L * 2147483647L) - 1]);
    }

    [Fact]
    public void LongLines_AreRead()
    {
        string blanks = new(' ', 1 << 20);
        Dense(ReadOnly("m.mtx", Real + "%" + new string('c', 1 << 20) + "\n1 1 1" + blanks + "\n1" + blanks + "1 2\n")).ShouldBe([2f]);
        ShouldFail(Open("m.mtx", Real + "1 1 1\n1 1 " + new string('1', 1 << 20)), WeightFileErrorKind.Malformed, "more than 512 characters");
    }
}
