using SparseCompile.Compiler.Hardware.Dataflows;
using SparseCompile.Compiler.Hardware.Json;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes the target, with all that a simulator needs of it.</summary>
internal static class TargetWriter
{
    /// <summary>Writes the member <c>target</c>.</summary>
    public static void Write(JsonWriter json, HardwareTarget target)
    {
        json.BeginObject("target");
        json.String("name", target.Name);
        json.String("summary", target.Summary);
        json.String("dataflow", DataflowNames.Of(target.Dataflow));
        json.String("zeros", DataflowNames.Of(target.Zeros));
        json.String("weight_format", target.WeightFormat);
        json.BeginObject("data_types", inline: true);
        json.Number("weight_bits", target.WeightBits);
        json.Number("activation_bits", target.ActivationBits);
        json.Number("accumulator_bits", target.AccumulatorBits);
        json.EndObject();
        json.BeginObject("engine", inline: true);
        json.Number("lanes", target.Engine.Lanes);
        json.Number("rows", target.Engine.Rows);
        json.Number("macs_per_lane", target.Engine.MacsPerLane);
        json.Number("queue", target.Engine.Queue);
        json.Number("chunk_bits", target.Engine.Chunk);
        json.EndObject();
        json.Number("vector_lanes", target.VectorLanes);
        Write(json, "weights", target.Weights);
        Write(json, "activations", target.Activations);
        json.Number("link_megabits_per_second", target.LinkMegabits);
        json.BeginObject("clock", inline: true);
        json.Number("megahertz", target.ClockMegahertz);
        json.Boolean("assumed", true);
        json.EndObject();
        json.Number("copies", target.Copies);
        json.Boolean("module_per_operator", target.IsPipelined);
        json.Strings("stages", Engines.Of(target).Stages);
        json.BeginArray("assumptions");
        foreach (string assumption in target.Assumptions)
        {
            json.String(null, assumption);
        }

        json.EndArray();
        json.EndObject();
    }

    private static void Write(JsonWriter json, string key, MemoryShape memory)
    {
        json.BeginObject(key, inline: true);
        json.Number("bits", memory.Bits);
        json.Number("width_bits", memory.WidthBits);
        json.Number("banks", memory.Banks);
        json.EndObject();
    }
}
