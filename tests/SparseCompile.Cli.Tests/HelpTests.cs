using SparseCompile.Cli.Tests.Support;

namespace SparseCompile.Cli.Tests;

/// <summary>Every verb explains itself.</summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData("inspect")]
    [InlineData("bench")]
    [InlineData("verify")]
    [InlineData("scaffold")]
    [InlineData("convert")]
    [InlineData("hw describe")]
    [InlineData("hw compare")]
    [InlineData("hw simulate")]
    [InlineData("hw verilog")]
    [InlineData("hw export")]
    [InlineData("hw published")]
    public void Help_has_examples_and_exit_codes(string verb)
    {
        string help = Sparsec.Run([.. verb.Split(' '), "--help"]).ShouldSucceed();

        help.ShouldContain($"  sparsec {verb} ");
        help.ShouldContain("Exit codes: 0 ");
        help.ShouldContain("--json");
    }

    /// <summary>What the script that <c>dotnet-suggest</c> installs asks for.</summary>
    [Fact]
    public void Shells_are_offered_verbs_and_options()
    {
        Sparsec.Run("[suggest:1]", "i").ShouldSucceed().ShouldContain("inspect");
        Sparsec.Run("[suggest:10]", "inspect --").ShouldSucceed().ShouldContain("--layer");
    }
}
