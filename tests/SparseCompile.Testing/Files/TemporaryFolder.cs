namespace SparseCompile.Testing;

/// <summary>A folder of its own for one test, deleted afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sparsecompile-");

    /// <summary>Writes a file, making its folder if need be, and returns its path.</summary>
    public string Write(string name, byte[] content)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Copies a file from elsewhere.</summary>
    public string Copy(string source, string name) => Write(name, File.ReadAllBytes(source));

    /// <summary>Writes a file as an input of the generator whose logical name is its name here.</summary>
    public WeightInput Weights(string name, byte[] content) => new(Write(name, content), name);

    /// <summary>The path of a file in the folder, there or not.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
