using System.Text.Json;

namespace SparseCompile.Simulator.Documents;

/// <summary>The accelerator.</summary>
/// <param name="Dataflow">How it moves operands.</param>
/// <param name="Zeros">What it does about zeros.</param>
public sealed record TargetInfo(string Dataflow, string Zeros)
{
    /// <summary>Lanes of an engine.</summary>
    public int Lanes { get; private init; }

    /// <summary>Rows of a systolic array.</summary>
    public int Rows { get; private init; }

    /// <summary>Columns that a lane queues.</summary>
    public int Queue { get; private init; }

    /// <summary>Bits of a bitmap that are intersected at once.</summary>
    public int ChunkBits { get; private init; }

    /// <summary>Lanes for what has no weights.</summary>
    public int VectorLanes { get; private init; }

    /// <summary>Bits that the weight memory delivers in a cycle; 0 for any number.</summary>
    public int WeightPortBits { get; private init; }

    /// <summary>Banks of the activation memory; 0 for a copy for each lane.</summary>
    public int ActivationBanks { get; private init; }

    /// <summary>Every operator has hardware of its own.</summary>
    public bool HasModules { get; private init; }

    /// <summary>Zero activations take no cycle.</summary>
    public bool SkipsActivations => Zeros == "skip_weights_and_activations";

    /// <summary>Zero weights are multiplied like any other.</summary>
    public bool MultipliesZeros => Zeros is "none" or "gate";

    internal static TargetInfo Read(JsonElement target)
    {
        JsonElement engine = target.GetProperty("engine");
        return new TargetInfo(target.Text("dataflow"), target.Text("zeros"))
        {
            Lanes = engine.Int("lanes"),
            Rows = engine.Int("rows"),
            Queue = engine.Int("queue"),
            ChunkBits = engine.Int("chunk_bits"),
            VectorLanes = target.Int("vector_lanes"),
            WeightPortBits = target.GetProperty("weights").Int("width_bits"),
            ActivationBanks = target.GetProperty("activations").Int("banks"),
            HasModules = target.GetProperty("module_per_operator").GetBoolean(),
        };
    }
}
