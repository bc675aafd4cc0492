namespace SparseCompile.Package.Tests.Support;

/// <summary>What a <c>dotnet</c> command did.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to both of its streams.</param>
public sealed record DotNetResult(int ExitCode, string Output)
{
    /// <summary>The non-empty lines of the output, trimmed.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The lines that report errors; builds report them twice, the second time in their summary.</summary>
    public string[] Errors => [.. Lines.Where(static line => line.Contains(": error ", StringComparison.Ordinal)).Distinct()];

    /// <summary>The command must have succeeded.</summary>
    public DotNetResult ShouldSucceed()
    {
        ExitCode.ShouldBe(0, Output);
        return this;
    }
}
