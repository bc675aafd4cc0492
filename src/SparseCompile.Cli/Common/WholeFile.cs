namespace SparseCompile.Cli.Common;

/// <summary>Writes files as a whole or not at all: beside their place first, then moved there.</summary>
internal static class WholeFile
{
    /// <summary>Writes bytes.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        byte[] content = bytes.ToArray();
        Write(path, stream => stream.Write(content));
    }

    /// <summary>Writes what an action gives.</summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"'{path}' cannot be written: found no folder '{folder}'; expected one.");
        }

        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' cannot be written: found a folder; expected a file.");
        }

        string temporary = path + ".tmp";
        try
        {
            using (FileStream stream = File.Create(temporary))
            {
                write(stream);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
