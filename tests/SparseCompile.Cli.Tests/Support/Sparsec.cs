using SparseCompile.Cli;

namespace SparseCompile.Cli.Tests.Support;

/// <summary>The tool, run in this process.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it wrote to the error stream.</param>
public sealed record Sparsec(int ExitCode, string Output, string Error)
{
    /// <summary>Runs it.</summary>
    public static Sparsec Run(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        int exitCode = CommandLine.Invoke(arguments, output, error);
        return new Sparsec(exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>The error stream's only line; the exit code is that of invalid input, and nothing else was written.</summary>
    public string ShouldFailInOneLine()
    {
        ExitCode.ShouldBe(1, Output + Error);
        Output.ShouldBeEmpty();
        return Error.TrimEnd('\n').Split('\n').ShouldHaveSingleItem();
    }

    /// <summary>The output; it succeeded and reported nothing.</summary>
    public string ShouldSucceed()
    {
        ExitCode.ShouldBe(0, Output + Error);
        Error.ShouldBeEmpty();
        return Output;
    }
}
