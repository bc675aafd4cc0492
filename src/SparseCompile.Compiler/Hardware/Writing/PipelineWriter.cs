using SparseCompile.Compiler.Hardware.Json;
using SparseCompile.Compiler.Hardware.Pipelines;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes the modules of a streamed network and how they are connected.</summary>
internal static class PipelineWriter
{
    private static readonly string[] s_names = ["engine", "tree", "winners", "flatten", "concat", "fork", "fifo"];

    /// <summary>Writes the member <c>pipeline</c>: null for targets that are not streamed.</summary>
    public static void Write(JsonWriter json, StageGraph? pipeline)
    {
        if (pipeline is null)
        {
            json.Null("pipeline");
            return;
        }

        json.BeginObject("pipeline");
        json.Number("edges", pipeline.Edges);
        json.Number("input_beats", pipeline.InputBeats);
        json.Number("output_edge", pipeline.Output);
        json.Number("output_beats", pipeline.OutputBeats);
        json.Number("inferences", PipelineTimer.Inferences);
        json.BeginArray("stages");
        foreach (StageSpec stage in pipeline.Stages)
        {
            json.BeginObject(inline: true);
            json.String("kind", s_names[(int)stage.Kind]);
            json.String("name", stage.Name);
            json.Number("operator", stage.Node);
            json.Numbers("inputs", stage.Inputs);
            json.Numbers("outputs", stage.Outputs);
            json.Number("beats", stage.Beats);
            json.Number("channels", stage.Channels);
            json.Number("capacity", stage.Kind == StageKind.Fifo ? stage.Run : 0);
            json.EndObject();
        }

        json.EndArray();
        json.EndObject();
    }
}
