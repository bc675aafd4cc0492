using SparseCompile.Cli.Inspection;
using SparseCompile.Cli.Inspection.Schedules;
using SparseCompile.Cli.Tests.Support;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Testing;

namespace SparseCompile.Cli.Tests.Inspection;

/// <summary>Schedules say where each non-zero is executed.</summary>
public sealed class ScheduleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("block-winners")]
    [InlineData("nm-winners")]
    [InlineData("random")]
    public void Every_non_zero_of_the_keyword_network_has_a_place_of_its_own(string variant)
    {
        InspectedModel model = Model(Path.Combine(Repository.Root, $"samples/KeywordSpotting/weights/{variant}.npz"));

        IReadOnlyList<LayerSchedule> schedules = ScheduleTracer.Trace(model.Plan);

        schedules.Count.ShouldBe(4);
        foreach ((LayerSchedule schedule, InspectedLayer layer) in schedules.Zip(model.Layers.Where(layer => layer.Weighted is not null)))
        {
            schedule.IsLinked.ShouldBeTrue(layer.Name);
            schedule.StepOf.Length.ShouldBe(layer.Matrix!.NonZeros);
            schedule.StepOf.Zip(schedule.LaneOf).Distinct().Count().ShouldBe(layer.Matrix.NonZeros, layer.Name);
            schedule.Steps.Sum(step => System.Numerics.BitOperations.PopCount(step.Active)).ShouldBe(layer.Matrix.NonZeros, layer.Name);
            for (int i = 0; i < schedule.StepOf.Length; i += 97)
            {
                (schedule.Steps[schedule.StepOf[i]].Active >> schedule.LaneOf[i] & 1).ShouldBe(1u);
            }
        }
    }

    [Fact]
    public void A_network_in_registers_has_a_statement_for_each_step()
    {
        InspectedModel model = Model(_folder.Copy(Path.Combine(Repository.Root, "samples/Inspect/weights/tiny.npz"), "tiny.npz"));
        model.Plan.IsFused.ShouldBeTrue();

        IReadOnlyList<LayerSchedule> schedules = ScheduleTracer.Trace(model.Plan);

        schedules.Select(schedule => schedule.StepOf.Length).ShouldBe([8, 3]);
        schedules.ShouldAllBe(schedule => schedule.IsLinked);
        string[] lines = schedules[0].Listings[0].Text.Split('\n');
        foreach (ScheduleStep step in schedules.SelectMany(schedule => schedule.Steps))
        {
            (int first, int end) = schedules[0].Listings[0].Statements[step.Statement].ShouldHaveSingleItem();
            string.Join("\n", lines[first..end]).ShouldContain("MultiplyAdd");
        }
    }

    [Fact]
    public void Statements_are_the_lines_that_multiply()
    {
        InspectedModel model = Model(_folder.Write("net.npz", TestWeights.TwoLayers()));

        foreach (LayerSchedule schedule in ScheduleTracer.Trace(model.Plan))
        {
            foreach (ScheduleStep step in schedule.Steps)
            {
                Compiler.CSharp.Kernels.KernelListing listing = schedule.Listings[step.Listing];
                string[] lines = listing.Text.Split('\n');
                string statement = string.Join("\n", listing.Statements[step.Statement].SelectMany(range => lines[range.First..range.End]));
                statement.ShouldContain("MultiplyAdd", customMessage: listing.Text);
            }
        }
    }

    private static InspectedModel Model(string path) => ModelSource.Inspect([path], "", null)[0];
}
