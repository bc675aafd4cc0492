namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Parts of file names, the same on every platform: both slashes separate folders everywhere.</summary>
internal static class FileNames
{
    /// <summary>The extension with its dot, as written; empty when there is none.</summary>
    public static string Extension(string path)
    {
        string name = Name(path);
        int dot = name.LastIndexOf('.');
        return dot < 0 ? string.Empty : name.Substring(dot);
    }

    /// <summary>The file's name without folder and last extension.</summary>
    public static string WithoutFolderAndExtension(string path)
    {
        string name = Name(path);
        int dot = name.LastIndexOf('.');
        return dot < 0 ? name : name.Substring(0, dot);
    }

    private static string Name(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
