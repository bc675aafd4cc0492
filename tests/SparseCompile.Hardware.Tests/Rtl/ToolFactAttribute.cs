namespace SparseCompile.Hardware.Tests.Rtl;

/// <summary>A test that needs programs, and says so where they are missing. <c>.ci/run</c> installs them.</summary>
public sealed class ToolFactAttribute : FactAttribute
{
    /// <summary>Skips the test unless the programs are installed.</summary>
    public ToolFactAttribute(params string[] tools)
    {
        string[] missing = [.. tools.Where(tool => !Tool.IsInstalled(tool))];
        Skip = missing.Length == 0 ? null : $"Not installed: {string.Join(", ", missing)} (Debian packages of these names).";
    }
}
