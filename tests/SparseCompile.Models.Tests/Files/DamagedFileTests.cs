using System.IO.Compression;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Files;

/// <summary>Small files with damaged bytes, handed to the generator: code that compiles, or one error, and never an exception.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private const int DamagedFilesOfAKind = 80;

    private static readonly byte[] Array = WeightBytes.Npy("<f4", "(2, 3)", WeightBytes.Floats(1, 0, 2, 0, 0, 3));

    private static readonly (string Extension, byte[] Content)[] Matrices =
    [
        (".npy", Array),
        (".npy", WeightBytes.Npy(">i8", "(2, 2)", [.. new byte[16], 1, .. new byte[15]], fortran: true, version: 2)),
        (".npz", WeightBytes.Npz(CompressionLevel.Optimal, ("w.npy", Array))),
        (".npz", WeightBytes.Npz(CompressionLevel.NoCompression, ("w.npy", Array), ("b.npy", WeightBytes.Npy("<f2", "(2,)", new byte[4])))),
        (".safetensors", new SafetensorsBuilder().Add("w", [2, 2], 1, 0, 0, -2).Add("b", [2], 1, 2).ToBytes()),
        (".mtx", "%%MatrixMarket matrix coordinate real general\n% c\n3 4 3\n1 1 1.5\n3 4 -2e-3\n\n2 4 7\n"u8.ToArray()),
        (".mtx", "%%MatrixMarket matrix array integer skew-symmetric\n3 3\n12\n2\n3\n"u8.ToArray()),
        (".smtx", "3, 4, 5\n0 2 2 5 \n3 0 1 2 0 \n"u8.ToArray()),
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly Mutations _mutations = new(7);
    private int _count;

    [Fact]
    public void A_damaged_matrix_is_compiled_or_refused_by_one_error()
    {
        List<(WeightInput File, string Options)> files = [];
        foreach ((string extension, byte[] content) in Matrices)
        {
            string options = extension == ".smtx" ? ", PatternValues = PatternValues.Ones" : "";
            files.AddRange(Damage(content, extension).Select(file => (file, options)));
        }

        Check(Declarations.OfMatrices(files), [.. files.Select(static one => one.File)]);
    }

    [Fact]
    public void A_damaged_network_is_compiled_or_refused_by_one_error()
    {
        WeightInput[] files = [.. Damage(Npz(CompressionLevel.NoCompression), ".npz"), .. Damage(Npz(CompressionLevel.Optimal), ".npz"), .. Damage(Safetensors, ".safetensors")];
        Check(Declarations.OfModels(files, "[Linear(\"a\", Activation = Activation.Relu), Linear(\"c\")]"), files);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static byte[] Npz(CompressionLevel level) => WeightBytes.Npz(
        level,
        ("a.weight.npy", Array),
        ("a.bias.npy", WeightBytes.Npy("<f4", "(2,)", WeightBytes.Floats(1, -1))),
        ("c.weight.npy", WeightBytes.Npy("<f4", "(1, 2)", WeightBytes.Floats(-1, 0.5f))));

    private static byte[] Safetensors { get; } =
        new SafetensorsBuilder().Add("a.weight", [2, 3], 1, 0, 2, 0, 0, 3).Add("a.bias", [2], 1, -1).Add("c.weight", [1, 2], -1, 0.5f).ToBytes();

    private static void Check(Declarations declarations, WeightInput[] files)
    {
        string?[] verdicts = [.. files.Select((file, i) => declarations.Verdict(i, file.LogicalName!))];

        // Otherwise nothing would have been tested.
        verdicts.Count(static rule => rule is null).ShouldBeGreaterThan(files.Length / 50);
        verdicts.Count(static rule => rule is not null).ShouldBeGreaterThan(files.Length / 4);
        LoadedModels.Compile(declarations.Run);
    }

    private IEnumerable<WeightInput> Damage(byte[] content, string extension) =>
        Enumerable.Range(0, DamagedFilesOfAKind).Select(_ => _folder.Weights($"f{_count++}{extension}", _mutations.Damage(content)));
}
