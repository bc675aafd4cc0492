using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Schedules;
using SparseCompile.Compiler.Targets;
using SparseCompile.Compiler.Tests.Graphs;

namespace SparseCompile.Compiler.Tests.Scheduling;

/// <summary>Images lie as their kernels want them.</summary>
public sealed class ImageOrderTests
{
    private const int Depth = 4;
    private static readonly ImageShape s_image = new(32, 16, 16);
    private static readonly SlidingWindow s_point = new(new WindowAxis(1, 1, 1, 0, 0), new WindowAxis(1, 1, 1, 0, 0));

    [Fact]
    public void Between_layers_pruned_at_random_planes_stay_where_they_are()
    {
        Schedule schedule = ScheduleOf(Chain(keptOf: 20));
        schedule.Steps.OfType<KernelStep>().ShouldAllBe(step => ((ConvPlan)step.Node).KernelOf(TargetRegistry.Primary).Spec.Generator == "conv-pixels");
        schedule.Steps.OfType<KernelStep>().Count().ShouldBe(Depth);
        schedule.Steps.OfType<ImageStep>().ShouldBeEmpty();
    }

    [Fact]
    public void Between_dense_layers_channels_stay_side_by_side()
    {
        Schedule schedule = ScheduleOf(Chain(keptOf: 1));
        schedule.Steps.OfType<KernelStep>().ShouldAllBe(step => ((ConvPlan)step.Node).KernelOf(TargetRegistry.Primary).Spec.Generator == "conv-channels");

        // The model's input and output are as the user knows them.
        schedule.Steps.OfType<ImageStep>().Count().ShouldBe(2);
    }

    private static Schedule ScheduleOf(Graph graph) => new KernelSet(Planner.Plan(graph, UnrollingMode.None)).ScheduleOf(TargetRegistry.Primary)!;

    /// <summary>1 x 1 convolutions, one weight in so many kept.</summary>
    private static Graph Chain(int keptOf)
    {
        GraphBuilder graph = new(new Shape(new EquatableArray<int>([s_image.Channels, s_image.Height, s_image.Width])));
        int value = 0;
        Random random = new(7);
        for (int layer = 0; layer < Depth; layer++)
        {
            float[][] rows = [.. Enumerable.Range(0, s_image.Channels).Select(_ => Enumerable.Range(0, s_image.Channels).Select(_ => random.Next(keptOf) == 0 ? random.NextSingle() + 0.5f : 0f).ToArray())];
            Linear weights = Layers.Linear(Layers.Relu, rows);
            value = graph.Add("layer" + layer, new Conv(weights.Weights, weights.Bias, Layers.Relu, s_point, s_image), value);
        }

        return graph.Build();
    }
}
