using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Tests.Planning.Assignment;

/// <summary>Matrices of all kinds to assign to lanes, the same in every run.</summary>
internal static class RandomLayers
{
    /// <summary>A matrix whose elements are kept with this probability.</summary>
    public static CsrMatrix Of(int rows, int columns, double density, int seed = 1) => Of(rows, columns, (_, _) => density, seed);

    /// <summary>A matrix whose elements are kept with the probability of their place.</summary>
    public static CsrMatrix Of(int rows, int columns, Func<int, int, double> density, int seed = 1)
    {
        Random random = new(seed);
        int[] starts = new int[rows + 1];
        List<int> indices = [];
        for (int row = 0; row < rows; row++)
        {
            indices.AddRange(Enumerable.Range(0, columns).Where(column => random.NextDouble() < density(row, column)));
            starts[row + 1] = indices.Count;
        }

        return new CsrMatrix(rows, columns, starts, [.. indices], [.. indices.Select(index => index + 1f)]);
    }

    /// <summary>Random, uneven and degenerate: no row, one, fewer than lanes, empty rows, empty columns, dense, rows that look at one place.</summary>
    public static IEnumerable<string> Kinds => All.Keys;

    /// <summary>The same, for a test of one parameter.</summary>
    public static TheoryData<string> Names => [.. Kinds];

    /// <summary>A layer by its name.</summary>
    public static CsrMatrix Of(string name) => All[name]();

    private static readonly Dictionary<string, Func<CsrMatrix>> All = new()
    {
        ["random, 5 %"] = () => Of(300, 400, 0.05),
        ["random, 30 %"] = () => Of(200, 150, 0.3),
        ["no row"] = () => Of(0, 40, 0.5),
        ["no column"] = () => Of(40, 0, 0.5),
        ["one row"] = () => Of(1, 100, 0.5),
        ["fewer rows than lanes"] = () => Of(9, 100, 0.2),
        ["all rows empty"] = () => Of(100, 100, 0),
        ["every other row empty"] = () => Of(200, 200, (row, _) => row % 2 * 0.2),
        ["every other column empty"] = () => Of(200, 200, (_, column) => column % 2 * 0.2),
        ["dense"] = () => Of(150, 130, 1),
        ["rows of all lengths"] = () => Of(260, 300, (row, _) => row / 300.0),
        ["each row in its own place"] = () => Of(260, 520, (row, column) => Math.Abs((row * 2) - column) < 50 ? 0.4 : 0.01),
    };
}
