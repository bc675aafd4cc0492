using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Foreign;

/// <summary>Recognizes, by their first bytes, files that people take for weight files, and says how to make one of them.</summary>
internal static class ForeignFiles
{
    /// <summary>Bytes that are looked at: HDF5 may start at 512, and a tar archive says so at 257.</summary>
    private const int Prefix = 1024;

    private static readonly (string Extension, WeightFileFormat Format, string What)[] Own =
    [
        (".npy", WeightFileFormat.Npy, "an npy array"),
        (".npz", WeightFileFormat.Npz, "a zip archive"),
        (".safetensors", WeightFileFormat.Safetensors, "a safetensors file"),
        (".mtx", WeightFileFormat.MatrixMarket, "a Matrix Market file"),
        (".onnx", WeightFileFormat.Onnx, "an ONNX model"),
    ];

    /// <summary>The error that says what a file is; null where it starts as its format does, or as nothing that is known.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">The format of its extension.</param>
    /// <param name="logicalName">Its name.</param>
    public static WeightFileError? Recognise(WeightFileBytes file, WeightFileFormat format, string logicalName)
    {
        byte[] start = file.ReadExactly(0, (int)Math.Min(Prefix, file.Length));
        if (Own.Any(own => own.Format == format && IsOwn(format, start, file.Length)))
        {
            return null;
        }

        string expected = Expected(format);
        (string Extension, WeightFileFormat Format, string What) other = Own.FirstOrDefault(own => IsOwn(own.Format, start, file.Length));
        return ForeignFormat.Of(start, file.Length, Recipes.For(logicalName)) is { } foreign ? Error(foreign.What, expected, foreign.Remedy)
            : other.Extension is not null ? Error(
                other.What, expected, other.Format == WeightFileFormat.Npz ? "if it holds npy arrays, rename it to .npz; " + Recipes.For(logicalName).Torch.Replace("run:", "for a PyTorch checkpoint, run:") : "rename it to " + other.Extension)
            : null;
    }

    /// <summary>An archive that holds no arrays, by the names of its members.</summary>
    public static WeightFileError OfArchive(IReadOnlyCollection<string> members, string logicalName)
    {
        Recipes recipes = Recipes.For(logicalName);
        string expected = Expected(WeightFileFormat.Npz);
        return members.Any(name => name == "data.pkl" || name.EndsWith("/data.pkl", StringComparison.Ordinal)) ? Error("a PyTorch checkpoint", expected, recipes.Torch)
            : members.Contains("model.weights.h5") ? Error("a Keras model", expected, recipes.Keras)
            : Error("a zip archive without npy arrays (" + NameHints.List(members) + ")", expected, "add the arrays with numpy.savez");
    }

    private static WeightFileError Error(string what, string expected, string remedy) =>
        new(WeightFileErrorKind.NotAWeightFile, string.Empty, what, expected + "; " + remedy);

    private static string Expected(WeightFileFormat format) => format switch
    {
        WeightFileFormat.Npy => "an npy array",
        WeightFileFormat.Npz => "an npz archive",
        WeightFileFormat.Safetensors => "a safetensors file",
        WeightFileFormat.SafetensorsIndex => "an index of safetensors files",
        WeightFileFormat.MatrixMarket => "a Matrix Market file",
        WeightFileFormat.Smtx => "an smtx pattern",
        WeightFileFormat.Onnx => "an ONNX model",
        WeightFileFormat.Unknown => "a safetensors, npy, npz, mtx, smtx or ONNX file",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    private static bool IsOwn(WeightFileFormat format, byte[] start, long length) => format switch
    {
        WeightFileFormat.Npy => ForeignFormat.StartsWith(start, "\u0093NUMPY"),
        WeightFileFormat.Npz => ForeignFormat.StartsWith(start, "PK\u0003\u0004") || ForeignFormat.StartsWith(start, "PK\u0005\u0006"),
        WeightFileFormat.Safetensors => start.Length > 8 && start[8] == '{' && LittleEndian.U64(start, 0) <= (ulong)length,
        WeightFileFormat.MatrixMarket => ForeignFormat.Text(start, 14).Equals("%%MatrixMarket", StringComparison.OrdinalIgnoreCase),
        WeightFileFormat.Onnx => ForeignFormat.IsOnnx(start),
        _ => false,
    };
}
