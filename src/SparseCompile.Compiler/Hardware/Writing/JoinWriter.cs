using SparseCompile.Compiler.Hardware.Json;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes how layers are connected, for networks in which they do not simply follow one another.</summary>
internal static class JoinWriter
{
    /// <summary>Writes the <c>graph</c> member; nothing for a chain.</summary>
    public static void Write(JsonWriter json, HardwareModel model)
    {
        if (model.Output is null)
        {
            return;
        }

        json.BeginObject("graph");
        json.BeginArray("layer_sources", inline: true);
        foreach (string source in model.Sources)
        {
            json.String(null, source);
        }

        json.EndArray();
        json.BeginArray("joins");
        foreach (HardwareJoin join in model.Joins)
        {
            WriteJoin(json, join, model.Lanes);
        }

        json.EndArray();
        json.String("output", model.Output);
        json.Exact("join_cycles", model.Joins.Sum(join => join.Cycles(model.Lanes)), "sum over joins, in no layer's cycles");
        json.EndObject();
    }

    private static void WriteJoin(JsonWriter json, HardwareJoin join, int lanes)
    {
        json.BeginObject();
        json.String("name", join.Name);
        json.String("operation", join.IsAdd ? "add" : "concat");
        json.BeginArray("sources", inline: true);
        foreach (string source in join.Sources)
        {
            json.String(null, source);
        }

        json.EndArray();
        json.BeginObject("elements", inline: true);
        json.Number("declared", join.Elements);
        json.Number("kept", join.KeptElements);
        json.EndObject();
        ActivationWriter.Write(json, join.Activation);
        json.Exact("cycles", join.Cycles(lanes), join.IsAdd ? "ceil(kept elements / lanes) * (sources - 1)" : "0: wiring");
        json.EndObject();
    }
}
