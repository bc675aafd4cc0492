using System.Text.Json;
using SparseCompile.Compiler.Targets;
using SparseCompile.Compiler.Targets.Costs;

namespace SparseCompile.Compiler.Tests.Planning;

/// <summary>The cost tables that the compiler carries.</summary>
public sealed class CostTableTests
{
    public static TheoryData<string> Targets => [.. TargetRegistry.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_figure_of_every_target_is_read_and_positive(string name)
    {
        CostTable costs = TargetRegistry.All.Single(target => target.Name == name).Costs;
        costs.Names.Count().ShouldBeGreaterThan(10);
        costs.Names.ShouldAllBe(figure => costs[figure] > 0);
        costs.Provenance.ShouldNotBeEmpty();
        Should.Throw<InvalidOperationException>(() => costs["nothing"]).Message.ShouldContain(costs.Provenance);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_figure_says_what_it_is_and_where_it_comes_from(string name)
    {
        using Stream resource = typeof(CostTable).Assembly.GetManifestResourceStream(name + ".json")!;
        using JsonDocument document = JsonDocument.Parse(resource);
        string[] sources = [.. document.RootElement.GetProperty("machines").EnumerateObject().Select(machine => machine.Name), "counted", "taken from the 512-bit table"];
        JsonProperty[] figures = [.. document.RootElement.GetProperty("nanoseconds").EnumerateObject()];
        foreach (JsonElement figure in figures.Select(figure => figure.Value).Append(document.RootElement.GetProperty("level2Bytes")))
        {
            figure.GetProperty("what").GetString().ShouldNotBeNullOrEmpty();
            string measured = figure.GetProperty("measured").GetString()!;
            sources.Any(source => measured.Contains(source, StringComparison.Ordinal)).ShouldBeTrue(measured);
        }
    }
}
