using System.Globalization;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Passes.Patterns;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;
using SparseCompile.Training.Tests.Support;

namespace SparseCompile.Training.Tests.Agreement;

/// <summary>What the Python package calls a pattern, the compiler finds, and the other way round.</summary>
public sealed class PatternAgreementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact]
    public void The_compiler_finds_what_the_package_prunes()
    {
        Python.Script("make_patterns.py", _folder.PathOf("."));
        WeightFile file = WeightFile.Open(_folder.PathOf("tensors.npz"), "tensors.npz");
        int promised = 0;
        string[] lines = File.ReadAllLines(_folder.PathOf("names.txt"));
        foreach (string[] line in lines.Select(line => line.Split('\t')))
        {
            (string tensor, string spec, string found, string promise) = (line[0], line[1], line[3], line[5]);
            WeightPattern pattern = Find(file, tensor);
            string what = $"{spec} of {string.Join(" x ", file.Tensors.First(info => info.Name == tensor).Shape)}";
            pattern.Name.ShouldBe(found, what);
            pattern.Fit.ShouldBe(Number(line[4]), 1e-8, what);
            promised += found == promise ? 1 : 0;
            if (found == promise && spec is not ("any" or "rows"))
            {
                pattern.Fit.ShouldBe(Number(line[2]), 1e-8, what);
            }
        }

        // Small matrices lie in other patterns too, and borders cut groups: there the compiler may find another name.
        promised.ShouldBeGreaterThan(lines.Length * 2 / 3);
    }

    [PythonFact]
    public void The_package_finds_what_the_compiler_finds()
    {
        Random random = new(18);
        NpzBuilder masks = new();
        for (int number = 0; number < 120; number++)
        {
            (int rows, int columns) = (random.Next(2, 90), random.Next(8, 200));
            masks.Add($"m{number}", [rows, columns], Mask(random, number % 8, rows, columns));
        }

        WeightInput input = _folder.Weights("masks.npz", masks.ToBytes());
        Python.Script("name_patterns.py", _folder.PathOf("."));
        WeightFile file = WeightFile.Open(input.Path, "masks.npz");
        HashSet<string> kinds = [];
        foreach (string[] line in File.ReadAllLines(_folder.PathOf("found.txt")).Select(line => line.Split('\t')))
        {
            WeightPattern pattern = Find(file, line[0]);
            line[1].ShouldBe(pattern.Name, line[0]);
            Number(line[2]).ShouldBe(pattern.Fit, 1e-8, line[0]);
            kinds.Add(string.Concat(pattern.Name.Where(char.IsLetter)));
        }

        kinds.Count.ShouldBeGreaterThanOrEqualTo(6, string.Join(", ", kinds));
    }

    /// <summary>Masks of the compiler's own definitions, a few of them with gaps.</summary>
    private static float[] Mask(Random random, int kind, int rows, int columns)
    {
        int size = random.Next(2, 17);
        bool[] kept = [.. Enumerable.Range(0, rows * columns).Select(_ => random.Next(4) == 0)];
        int[] owner = [.. Enumerable.Range(0, rows * columns).Select(_ => random.Next(size))];
        bool IsKept(int row, int column) => kind switch
        {
            0 => kept[(row / size * columns) + column],
            1 => kept[(row / size * columns) + (column / size)],
            2 => owner[(row * columns) + (column / size)] == column % size,
            3 => owner[(row / size * columns) + column] == row % size,
            4 => (row + (column % size)) % size == 0 && row / size * size + size <= rows,
            5 => kept[row] && !kept[column],
            6 => Math.Abs(row - column) < size / 2,
            _ => kept[(row * columns) + column],
        };
        return [.. Enumerable.Range(0, rows * columns).Select(i => IsKept(i / columns, i % columns) && random.Next(200) > 0 ? 0.5f + random.NextSingle() : 0f)];
    }

    private static WeightPattern Find(WeightFile file, string name)
    {
        Tensor tensor = file.Read(name).Tensor!;
        long[] shape = [.. tensor.Info.Shape];
        int taps = (int)shape.Skip(2).Aggregate(1L, (product, extent) => product * extent);
        Tensor flat = new(tensor.Info with { Shape = new([shape[0], shape[1] * taps]) }, tensor.Positions, tensor.Values);
        return PatternFinder.Find(MatrixBuilder.FromTensor(flat, transposed: false), taps)[0];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
