using System.Text.Json;

namespace SparseCompile.Simulator.Documents;

/// <summary>A module of a streamed network.</summary>
/// <param name="Kind">engine, tree, winners, flatten, concat, fork or fifo.</param>
/// <param name="Operator">The operator that it computes; -1 for none.</param>
/// <param name="Inputs">Edges that it takes from.</param>
/// <param name="Outputs">Edges that it gives to.</param>
/// <param name="Beats">Beats of an inference, or of a group.</param>
/// <param name="Channels">Values of a beat.</param>
/// <param name="Capacity">Beats that a queue holds.</param>
public sealed record StageInfo(string Kind, int Operator, IReadOnlyList<int> Inputs, IReadOnlyList<int> Outputs, int Beats, int Channels, int Capacity);

/// <summary>The modules of a streamed network.</summary>
/// <param name="Stages">In an order in which each comes after those that it takes from.</param>
/// <param name="Edges">How many edges there are; edge 0 is the input's.</param>
/// <param name="InputBeats">Beats of an input.</param>
/// <param name="Output">The edge of the output.</param>
/// <param name="OutputBeats">Beats of an output.</param>
/// <param name="Inferences">Inputs, back to back, of which the last two give the interval.</param>
public sealed record PipelineInfo(IReadOnlyList<StageInfo> Stages, int Edges, int InputBeats, int Output, int OutputBeats, int Inferences)
{
    internal static PipelineInfo Read(JsonElement pipeline) => new(
        [.. pipeline.GetProperty("stages").EnumerateArray().Select(ReadStage)],
        pipeline.Int("edges"),
        pipeline.Int("input_beats"),
        pipeline.Int("output_edge"),
        pipeline.Int("output_beats"),
        pipeline.Int("inferences"));

    private static StageInfo ReadStage(JsonElement stage) => new(
        stage.Text("kind"),
        stage.Int("operator"),
        stage.GetProperty("inputs").Ints(),
        stage.GetProperty("outputs").Ints(),
        stage.Int("beats"),
        stage.Int("channels"),
        stage.Int("capacity"));
}
