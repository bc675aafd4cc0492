using System.Text.Json;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Published;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Hardware.Tests.Support;

namespace SparseCompile.Hardware.Tests.Figures;

/// <summary>A build does not pay for descriptions that nobody asked for. Bytes are counted and not time: they are the same on every machine.</summary>
public sealed class EmbeddedDescriptionTests
{
    [Fact]
    public void A_large_network_is_summarized_with_the_same_effort_whatever_its_size()
    {
        NetworkSource small = Layer(100), large = Layer(1_000), huge = Layer(4_000);
        Describe(large);

        (string summary, long effort) = Describe(large);
        (string other, long same) = Describe(huge);
        DetailOf(summary).ShouldBe("summary");
        DetailOf(other).ShouldBe("summary");
        same.ShouldBeInRange(effort - 1_024, effort + 1_024);

        // The count notices a schedule: that of a network a hundred times smaller takes more.
        (string scheduled, long more) = Describe(small);
        DetailOf(scheduled).ShouldBe("figures");
        more.ShouldBeGreaterThan(4 * effort);
    }

    [Fact]
    public void The_published_network_carries_a_summary_that_is_valid()
    {
        NetworkSource source = new("keywords", PublishedNetwork.Build(isSparse: true), [], new string('0', 64), "0.1.0");
        string summary = HardwareDescriber.Describe(source, BuiltInTargets.Default, DescriptionLimits.Embedded);
        Schemas.Violations(Schemas.Description, summary).ShouldBeEmpty();
        DetailOf(summary).ShouldBe("summary");
        summary.Length.ShouldBeLessThan(4_096);
    }

    private static string? DetailOf(string description) => JsonDocument.Parse(description).RootElement.GetProperty("detail").GetString();

    private static (string Description, long Bytes) Describe(NetworkSource source)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string description = HardwareDescriber.Describe(source, BuiltInTargets.Default, DescriptionLimits.Embedded);
        return (description, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>A layer of 100 columns, all of them non-zeros.</summary>
    private static NetworkSource Layer(int rows)
    {
        GraphBuilder builder = new(100);
        builder.Linear(0, Matrices.From(rows, 100, (_, _) => 1));
        return builder.Source();
    }
}
