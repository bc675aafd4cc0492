namespace SparseCompile.Compiler.Tensors.Foreign;

/// <summary>What a file is that is no weight file.</summary>
/// <param name="What">Its format, in words that follow "is".</param>
/// <param name="Remedy">One line that makes a weight file of it.</param>
internal sealed record ForeignFormat(string What, string Remedy)
{
    /// <summary>The format that a file starts as; null for none that is known.</summary>
    /// <param name="start">Its first bytes.</param>
    /// <param name="length">Bytes of the whole file.</param>
    /// <param name="recipes">Lines that name the file.</param>
    public static ForeignFormat? Of(byte[] start, long length, Recipes recipes) =>
        length == 0 ? new("an empty file", "write or download it again")
        : OfText(start, recipes) ?? OfModel(start, recipes) ?? OfArchive(start, recipes)
            ?? (start.Length >= 64 && start.All(value => value == 0) ? new("a file that starts with zero bytes only", "write or download it again") : null);

    /// <summary>Whether bytes start with the characters of a text, one byte each.</summary>
    public static bool StartsWith(byte[] bytes, string text, int at = 0)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (at + i >= bytes.Length || bytes[at + i] != text[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first bytes as text, one character each.</summary>
    public static string Text(byte[] bytes, int count) => new([.. bytes.Take(count).Select(value => (char)value)]);

    private static ForeignFormat? OfText(byte[] start, Recipes recipes)
    {
        if (StartsWith(start, "\u00ff\u00fe") || StartsWith(start, "\u00fe\u00ff"))
        {
            return new("UTF-16 text", recipes.Utf16);
        }

        bool hasMark = StartsWith(start, "\u00ef\u00bb\u00bf");
        string text = Text(start, start.Length).Substring(hasMark ? 3 : 0).TrimStart(' ', '\t', '\r', '\n');
        return Is("version https://git-lfs", "version https://hawser") ? new("a Git LFS pointer instead of the file that it stands for", "run: git lfs pull")
            : text.IndexOf("/annex/objects/", StringComparison.Ordinal) is >= 0 and < 64 ? new("a git-annex pointer instead of the file that it stands for", recipes.Annex)
            : Is("outs:") && text.Contains("md5:") ? new("a DVC pointer instead of the file that it stands for", "run: dvc pull")
            : Is("<!doctype", "<html", "<head", "<body", "<script") ? new("an HTML page, which servers send instead of a file", "download it again by its direct link")
            : Is("<?xml", "<error", "<svg") ? new("an XML document, which servers send instead of a file", "download it again by its direct link")
            : Is("{") && IsPrintable(text) || (Is("[") && IsPrintable(text)) ? new("JSON text", recipes.Json)
            : hasMark ? new("text with a UTF-8 byte order mark before its first character", recipes.ByteOrderMark)
            : Is("MATLAB 5.0 MAT-file") ? new("a MATLAB file", recipes.Matlab)
            : Is("(dp", "(lp", "ccopy_reg", "cnumpy") ? new("a Python pickle", recipes.Pickle)
            : null;

        bool Is(params string[] words) => words.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }

    private static ForeignFormat? OfModel(byte[] start, Recipes recipes) =>
        StartsWith(start, "\u0080\u0002\u008a\u000al\u00fc\u009cF") ? new("a PyTorch checkpoint", recipes.Torch)
        : start.Length > 1 && start[0] == 0x80 && start[1] is >= 2 and <= 5 ? new("a Python pickle", recipes.Pickle)
        : StartsWith(start, "\u0089HDF\r\n") || StartsWith(start, "\u0089HDF\r\n", 512) ? new("an HDF5 file, as Keras saves", recipes.Hdf5)
        : StartsWith(start, "GGUF") || StartsWith(start, "tjgg") || StartsWith(start, "lmgg") ? new("a GGUF model", Recipes.Export)
        : StartsWith(start, "TFL3", 4) ? new("a TensorFlow Lite model", Recipes.Export)
        : IsOnnx(start) ? new("an ONNX model", recipes.Onnx)
        : null;

    private static ForeignFormat? OfArchive(byte[] start, Recipes recipes) =>
        StartsWith(start, "\u001f\u008b") ? new("a file compressed by gzip", recipes.Unpack("gzip"))
        : StartsWith(start, "\u0028\u00b5\u002f\u00fd") ? new("a file compressed by Zstandard", recipes.Unpack("zstd"))
        : StartsWith(start, "\u00fd7zXZ") ? new("a file compressed by xz", recipes.Unpack("xz"))
        : StartsWith(start, "BZh") ? new("a file compressed by bzip2", recipes.Unpack("bzip2"))
        : StartsWith(start, "\u0004\u0022\u004d\u0018") ? new("a file compressed by LZ4", recipes.Unpack("lz4"))
        : StartsWith(start, "7z\u00bc\u00af") ? new("a 7z archive", recipes.Extract("7z x"))
        : StartsWith(start, "Rar!") ? new("a RAR archive", recipes.Extract("unrar x"))
        : StartsWith(start, "ustar", 257) ? new("a tar archive", recipes.Extract("tar xf"))
        : null;

    /// <summary>A protocol buffer whose first field is the version of ONNX's format, followed by another field of its model.</summary>
    public static bool IsOnnx(byte[] start) =>
        start.Length > 3 && start[0] == 8 && start[1] is >= 1 and <= 30 && start[2] is 0x12 or 0x1a or 0x22 or 0x28 or 0x32 or 0x3a or 0x42 or 0x72;

    private static bool IsPrintable(string text) => text.All(c => c is >= ' ' or '\t' or '\r' or '\n');
}
