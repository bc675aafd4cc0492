using System.Reflection;
using System.Text.Json;
using SparseCompile.Compiler.Targets.Costs;

namespace SparseCompile.Compiler.Tests.Planning;

/// <summary>The cost tables that the compiler carries.</summary>
public sealed class CostTableTests
{
    [Fact]
    public void Every_figure_is_read_and_positive()
    {
        foreach (PropertyInfo figure in typeof(CostTable).GetProperties().Where(property => property.PropertyType == typeof(double)))
        {
            ((double)figure.GetValue(CostTable.Avx512)!).ShouldBeGreaterThan(0, figure.Name);
        }

        CostTable.Avx512.Provenance.ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_figure_says_what_it_is_and_on_which_of_the_machines_named_it_was_measured()
    {
        using Stream resource = typeof(CostTable).Assembly.GetManifestResourceStream("avx512.json")!;
        using JsonDocument document = JsonDocument.Parse(resource);
        string[] machines = [.. document.RootElement.GetProperty("machines").EnumerateObject().Select(machine => machine.Name)];
        JsonProperty[] figures = [.. document.RootElement.GetProperty("nanoseconds").EnumerateObject()];

        figures.Length.ShouldBe(typeof(CostTable).GetProperties().Count(property => property.PropertyType == typeof(double)) - 1);
        foreach (JsonElement figure in figures.Select(figure => figure.Value).Append(document.RootElement.GetProperty("level2Bytes")))
        {
            figure.GetProperty("what").GetString().ShouldNotBeNullOrEmpty();
            string measured = figure.GetProperty("measured").GetString()!;
            machines.Any(machine => measured.Contains(machine, StringComparison.Ordinal)).ShouldBeTrue(measured);
        }
    }
}
