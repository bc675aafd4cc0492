namespace SparseCompile.Platforms.Tests;

/// <summary>A test that needs a program; skipped, with the reason, where it is not on the path.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    /// <summary>Skips where none of the programs is there.</summary>
    /// <param name="packages">The Debian packages that bring one.</param>
    /// <param name="programs">Names, any of which will do.</param>
    public ProgramFactAttribute(string packages, params string[] programs)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        bool isThere = OperatingSystem.IsLinux()
            && programs.Any(program => folders.Any(folder => File.Exists(Path.Combine(folder, program))));
        Skip = isThere ? null : $"{string.Join(" or ", programs)} is missing, or this is not Linux. Debian: apt-get install {packages}.";
    }
}
