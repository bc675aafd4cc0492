using System.Text;

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
    public IReadOnlyList<HardwareTarget> Read(out TargetFileError? error) => Read(_ => false, out error);

    /// <summary>Reads the targets of the file: one, or its variants.</summary>
    /// <param name="isTaken">Whether another target has a name.</param>
    /// <param name="error">What is wrong with it; null where it can be used.</param>
    internal IReadOnlyList<HardwareTarget> Read(Func<string, bool> isTaken, out TargetFileError? error)
    {
        if (Text.Length > MostCharacters)
        {
            error = new TargetFileError("its end", FormattableString.Invariant($"{Text.Length} characters"), FormattableString.Invariant($"at most {MostCharacters}"));
            return [];
        }

        IReadOnlyList<HardwareTarget> targets = TargetReader.Read(Encoding.UTF8.GetBytes(Text), out error, out TargetPlaces places);
        if (targets.FirstOrDefault(target => isTaken(target.Name)) is { } twice)
        {
            error = new TargetFileError(places.Of("name"), $"the name '{twice.Name}', which another target has", "a name of its own");
            return [];
        }

        return targets;
    }
}

/// <summary>What is wrong with a target file.</summary>
/// <param name="Place">Line, column, and path of the member.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
public sealed record TargetFileError(string Place, string Found, string Expected);
