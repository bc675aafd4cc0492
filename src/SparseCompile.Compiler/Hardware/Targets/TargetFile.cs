using System.Text;
using SparseCompile.Compiler.Common.Json;

namespace SparseCompile.Compiler.Hardware.Targets;

/// <summary>A target file of the project.</summary>
/// <param name="Name">Its file name, for messages.</param>
/// <param name="Text">Its content.</param>
public sealed record TargetFile(string Name, string Text)
{
    /// <summary>What the name of a target file ends with.</summary>
    public const string Extension = ".sparsetarget.json";

    /// <summary>Longest file that is read; a target takes about a kilobyte.</summary>
    public const int MostCharacters = 1 << 20;

    /// <summary>Reads the targets of the file: one, or its variants.</summary>
    /// <param name="error">What is wrong with it; null where it can be used.</param>
    public IReadOnlyList<HardwareTarget> Read(out TargetFileError? error)
    {
        error = null;
        if (Text.Length > MostCharacters)
        {
            error = new TargetFileError("more than a mebibyte", "a target file");
            return [];
        }

        try
        {
            return TargetReader.Read(Encoding.UTF8.GetBytes(Text));
        }
        catch (JsonFormatException exception)
        {
            error = new TargetFileError(exception.Found, exception.Expected);
            return [];
        }
    }
}

/// <summary>What is wrong with a target file.</summary>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
public sealed record TargetFileError(string Found, string Expected);
