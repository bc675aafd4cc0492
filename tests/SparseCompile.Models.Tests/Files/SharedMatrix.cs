using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Files;

/// <summary>A weight file of the third-party data asked for as a matrix: one of its tensors, or whichever there is.</summary>
/// <param name="File">The file.</param>
/// <param name="Tensor">The tensor; null to leave it to the compiler.</param>
/// <param name="Contents">The file's tensors; empty when it is malformed.</param>
internal sealed record SharedMatrix(WeightInput File, TensorInfo? Tensor, IReadOnlyList<TensorInfo> Contents)
{
    // Files that are right in form and still hold what float32 kernels cannot: by what the files say of themselves.
    private static readonly Dictionary<string, string> Peculiar = new()
    {
        ["dim_over_32_bit.mtx"] = "SPARSE0008",
        ["longdouble_array.mtx"] = "SPARSE0006",
        ["longdouble_coordinate.mtx"] = "SPARSE0006",
        ["bad_empty_file.safetensors"] = "SPARSE0050",
        ["ok_special.npy"] = "SPARSE0012",
        ["LAGraph/data/matrix_fp32.mtx"] = "SPARSE0003",
        ["LAGraph/data/matrix_fp64.mtx"] = "SPARSE0003",
    };

    /// <summary>Every file, and every tensor of those that hold several.</summary>
    public static IReadOnlyList<SharedMatrix> All { get; } = [.. ((string[])[".mtx", ".npy", ".npz", ".safetensors", ".smtx"]).SelectMany(Of)];

    /// <summary>The attribute's arguments after the file.</summary>
    public string Options =>
        (Tensor is null ? "" : $", Tensor = \"{Tensor.Name}\"") + (Path.GetExtension(File.Path) == ".smtx" ? ", PatternValues = PatternValues.Seeded" : "");

    /// <summary>The tensor meant: the one asked for, the only matrix, or the only tensor; null where that leaves several.</summary>
    public TensorInfo? Chosen
    {
        get
        {
            TensorInfo[] matrices = [.. Contents.Where(static info => Extents(info) is not null)];
            return Tensor ?? (matrices.Length == 1 ? matrices[0] : Contents.Count == 1 ? Contents[0] : null);
        }
    }

    /// <summary>The rule that refuses it; null when it is a matrix that must be compiled.</summary>
    public string? ExpectedRule
    {
        get
        {
            string path = File.LogicalName!;
            string name = Path.GetFileName(path);
            if (Peculiar.SingleOrDefault(entry => path.EndsWith("/" + entry.Key, StringComparison.Ordinal)).Value is { } rule)
            {
                return rule;
            }

            if (name.StartsWith("bad_", StringComparison.Ordinal))
            {
                return "SPARSE0003";
            }

            return Chosen switch
            {
                null => IsComplex ? "SPARSE0005" : "SPARSE0019",
                { } chosen when chosen.DataType.Contains('c') || chosen.DataType.Contains("<U", StringComparison.Ordinal) => "SPARSE0005",
                { } chosen when Extents(chosen) is null || chosen.Shape.Contains(0) => "SPARSE0010",
                _ => null,
            };
        }
    }

    /// <summary>Rows and columns: extents of 1 behind them, as a convolution of 1 x 1 has, or before them, are no others. Null for what is no matrix.</summary>
    public static long[]? Extents(TensorInfo info)
    {
        long[] shape = [.. info.Shape];
        bool isTrailing = shape.Length >= 2 && shape[2..].All(static extent => extent == 1);
        bool isLeading = shape.Length > 2 && shape[..^2].All(static extent => extent == 1);
        return isTrailing && isLeading && !shape[..2].SequenceEqual(shape[^2..]) ? null : isTrailing ? shape[..2] : isLeading ? shape[^2..] : null;
    }

    /// <inheritdoc/>
    public override string ToString() => File.LogicalName + (Tensor is null ? "" : "/" + Tensor.Name);

    private bool IsComplex => Path.GetExtension(File.Path) == ".mtx" && System.IO.File.ReadLines(File.Path).First().Contains(" complex ", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<SharedMatrix> Of(string extension)
    {
        foreach (string path in SharedData.Files(".", extension))
        {
            WeightInput input = new(SharedData.PathOf(path), path);
            IReadOnlyList<TensorInfo> contents = WeightFile.Open(input.Path, path).Tensors;
            yield return new SharedMatrix(input, null, contents);
            foreach (TensorInfo tensor in contents.Count > 1 ? contents : [])
            {
                yield return new SharedMatrix(input, tensor, contents);
            }
        }
    }
}
