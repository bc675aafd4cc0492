using System.Text.Json;
using SparseCompile.Package.Tests.Support;

namespace SparseCompile.Package.Tests;

/// <summary>The command line's <c>hw</c> on a user's project.</summary>
[Collection(nameof(PackageTests))]
public sealed class HardwareTests(ConsumerProject project) : IClassFixture<ConsumerProject>
{
    [Fact]
    public void Networks_are_compared_simulated_and_exported()
    {
        using (JsonDocument compared = JsonDocument.Parse(project.Hardware("compare", "--model", "Network", "--json").ShouldSucceed().Output))
        {
            JsonElement model = compared.RootElement.EnumerateArray().ShouldHaveSingleItem();
            model.GetProperty("model").GetString().ShouldBe("App.Network");
            model.GetProperty("targets").GetArrayLength().ShouldBe(18);
        }

        using (JsonDocument simulated = JsonDocument.Parse(project.Hardware("simulate", "--model", "Network", "--target", "all", "--json").ShouldSucceed().Output))
        {
            simulated.RootElement[0].GetProperty("targets").EnumerateArray().ShouldAllBe(target => target.GetProperty("equal").GetBoolean());
        }

        project.Hardware("compare", "--model", "Network", "-t", "spatial,two-of-four").ShouldSucceed().Output.ShouldContain("two-of-four");
        string[] yaml = project.Hardware("export", "--model", "Network", "--format", "sparseloop", "-t", "spatial", "-o", "out").ShouldSucceed().Lines;
        yaml.Select(Path.GetFileName).ShouldBe(["arch.yaml", "sparse_opt.yaml", "problem_01.yaml", "problem_02.yaml"]);
        yaml.ShouldAllBe(file => File.Exists(project.PathOf(file)));
    }

    [Theory]
    [InlineData(1, "There is no hardware target 'nothing'; expected one of alveo-u250/dense,", "describe", "-t", "nothing")]
    [InlineData(1, "Unknown option '--nope'; expected one of those that 'sparsec hw compare --help' lists.", "compare", "--nope")]
    [InlineData(1, "'nowhere' was not found", "simulate", "nowhere")]
    [InlineData(2, "has no model whose name contains 'Nobody'.", "describe", "--model", "Nobody")]
    public void What_cannot_be_done_is_one_line(int exitCode, string expected, params string[] arguments)
    {
        DotNetResult result = project.Hardware(arguments);

        result.ExitCode.ShouldBe(exitCode, result.Output);
        result.Lines.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public void The_published_table_has_six_fields_a_row()
    {
        string[] lines = project.Hardware("published").ShouldSucceed().Lines;
        string[][] rows = [.. lines.TakeWhile(line => line != "Assumed:").Select(line => line.Split('\t'))];
        rows.ShouldAllBe(row => row.Length == 6);
        rows.Select(row => string.Join(" ", row.Take(4))).ShouldContain("alveo-u250 sparse-dense 20 625000");
        lines.ShouldContain("What does not follow from public facts, and what would have to be true:");
        using JsonDocument json = JsonDocument.Parse(project.Hardware("published", "--json").ShouldSucceed().Output);
        json.RootElement.GetProperty("rows").GetArrayLength().ShouldBe(rows.Length);
    }
}
