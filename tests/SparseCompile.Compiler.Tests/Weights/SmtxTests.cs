using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Tests.Weights;

public sealed class SmtxTests : WeightFileTestBase
{
    private static readonly float[] SeededFixture = [-5884338 / 8388608f, -175064 / 8388608f, -488627 / 8388608f, -1858572 / 8388608f, -7007933 / 8388608f, -2345707 / 8388608f];

    [Theory]
    [InlineData("2, 3, 3\n0 1 3\n2 0 1\n", new[] { 0f, 0, 1, 1, 1, 0 })]
    [InlineData("2 3 3\r\n0 1 3 \r\n2 1 0 \r\n", new[] { 0f, 0, 1, 1, 1, 0 })]
    [InlineData("2,3,3\n0,1,3\n2,1 , 0", new[] { 0f, 0, 1, 1, 1, 0 })]
    [InlineData("1 2 0\n0 0\n\n\n", new[] { 0f, 0 })]
    [InlineData("1 2 0\n0 0", new[] { 0f, 0 })]
    [InlineData("0 2 0\n0\n", new float[0])]
    [InlineData("2 0 0\n0 0 0\n", new float[0])]
    public void ValidFiles_AreRead(string text, float[] expected) => Dense(Only(Open("p.smtx", text), PatternValues.Ones)).ShouldBe(expected);

    [Fact]
    public void WithoutValues_IsRefused() =>
        ShouldFailOnRead(Open("p.smtx", "1 1 1\n0 1\n0\n"), WeightFileErrorKind.PatternWithoutValues, "pattern without values");

    [Fact]
    public void SeededValues_AreFixed_AndFollowThePlaceOnly()
    {
        Tensor first = Only(Open("p.smtx", "2 3 6\n0 3 6\n0 1 2 0 1 2\n"), PatternValues.Seeded);
        Tensor second = Only(Open("q.smtx", "2 9 2\n0 1 2\n2 1\n"), PatternValues.Seeded);
        second.Values.ShouldBe([first.Values[2], first.Values[4]]);

        // Worked out from the documented formula with another program: never to change.
        first.Values.ShouldBe(SeededFixture);
    }

    [Fact]
    public void SeededValues_AreSpreadOverTheRange()
    {
        const int Rows = 200;
        const int Columns = 100;
        string starts = string.Join(" ", Enumerable.Range(0, Rows + 1).Select(row => row * Columns));
        string indices = string.Join(" ", Enumerable.Range(0, Rows * Columns).Select(i => i % Columns));
        Tensor tensor = Only(Open("p.smtx", $"{Rows}, {Columns}, {Rows * Columns}\n{starts}\n{indices}\n"), PatternValues.Seeded);
        tensor.Values.Length.ShouldBe(Rows * Columns);
        tensor.Values.ShouldAllBe(value => value != 0 && value >= -1 && value <= 1);
        Math.Abs(tensor.Values.Average()).ShouldBeLessThan(0.02f);
        tensor.Values.Average(Math.Abs).ShouldBe(0.5f, 0.02f);
        tensor.Values.Distinct().Count().ShouldBeGreaterThan(19_900);
    }

    [Theory]
    [InlineData("2 3\n0 1 3\n2 0 1\n", "the end of the line in line 1")]
    [InlineData("2 3 3 4\n0 1 3\n2 0 1\n", "'4' after the size")]
    [InlineData("2,, 3 3\n0 1 3\n2 0 1\n", "in line 1")]
    [InlineData("2 3 3\n0 1\n2 0 1\n", "a line with 2 numbers in line 2")]
    [InlineData("2 3 3\n0 1 2 3\n2 0 1\n", "the last row start 2")]
    [InlineData("2 3 3\n0 1 3 3\n2 0 1\n", "'3' after the last row start")]
    [InlineData("2 3 3\n1 1 3\n2 0 1\n", "the first row start 1")]
    [InlineData("3 3 3\n0 2 1 3\n2 0 1\n", "the row start 1 after 2")]
    [InlineData("2 3 3\n0 1 4\n2 0 1\n", "the row start 4")]
    [InlineData("2 3 3\n0 1 2\n2 0 1\n", "the last row start 2")]
    [InlineData("2 3 3\n0 1 3\n2 0 3\n", "the column index 3 in line 3")]
    [InlineData("2 3 3\n0 1 3\n2 0 -1\n", "'-1' in line 3")]
    [InlineData("2 3 3\n0 1 3\n2 0 0\n", "column index 0 twice in row 1")]
    [InlineData("2 3 3\n0 1 3\n2 0\n", "a line with 2 numbers in line 3")]
    [InlineData("2 3 3\n0 1 3\n2 0 1 1\n", "'1' after the last column index in line 3")]
    [InlineData("2 3 3\n0 1 3\n2 0 1\n\n5\n", "'5' after the last column index in line 5")]
    [InlineData("2 3 3\n0 1 3\n2 0 1,\n", "',' after the last column index")]
    [InlineData("2 3 3\n0 1 3\n2 0 1.0\n", "'1.0' in line 3")]
    [InlineData("2 3 3\n0 1 3\n2 0 1\0\n", "'1\\x00' in line 3")]
    [InlineData("2147483647 2147483647 2147483647\n0 0\n", "a line with 2 numbers")]
    public void BrokenFiles_AreMalformed(string text, string found) => ShouldFail(Open("p.smtx", text), WeightFileErrorKind.Malformed, found);

    [Theory]
    [InlineData("2147483648 1 0\n0\n")]
    [InlineData("1 1 99999999999999999999\n0\n")]
    public void HugeSizes_AreTooLarge(string text) => ShouldFail(Open("p.smtx", text), WeightFileErrorKind.TooLarge, "in line 1");
}
