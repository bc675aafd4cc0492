using System.Globalization;
using SparseCompile.Compiler.Hardware.Energy;
using SparseCompile.Compiler.Hardware.Json;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>How figures look in the document.</summary>
internal static class JsonFigures
{
    /// <summary>An exact figure beside its formula.</summary>
    public static void Exact(this JsonWriter json, string key, long value, string formula)
    {
        json.BeginObject(key, inline: true);
        json.Number("value", value);
        json.String("formula", formula);
        json.EndObject();
    }

    /// <summary>An energy estimate with its model's id and its parts, in picojoule.</summary>
    public static void Energy(this JsonWriter json, string key, EnergyEstimate energy)
    {
        json.BeginObject(key);
        json.Boolean("estimate", true);
        json.String("model", EnergyModel.Id);
        json.String("unit", "pJ");
        json.String("total", Picojoule(energy.Total));
        json.BeginObject("breakdown");
        json.String("multiply", Picojoule(energy.Multiply));
        json.String("add", Picojoule(energy.Add));
        json.String("word_reads", Picojoule(energy.WordReads));
        json.String("bias_reads", Picojoule(energy.BiasReads));
        json.String("activation_reads", Picojoule(energy.ActivationReads));
        json.String("activation_writes", Picojoule(energy.ActivationWrites));
        json.EndObject();
        json.EndObject();
    }

    /// <summary>The four MAC counts; their identity is algorithmic = actual + gated + skipped.</summary>
    public static void Macs(this JsonWriter json, string key, MacCounts macs)
    {
        json.BeginObject(key);
        json.Exact("algorithmic", macs.Algorithmic, "declared outputs * declared inputs = actual + gated + skipped");
        json.Exact("actual", macs.Actual, "non-zeros kept, one cycle of one lane each");
        json.Exact("gated", macs.Gated, "0: no zero weight has a ROM word and activations are not examined");
        json.Exact("skipped", macs.Skipped, "skipped_zero_weights + skipped_dead_neurons");
        json.Exact("skipped_zero_weights", macs.SkippedZeroWeights, "algorithmic - declared non-zeros");
        json.Exact("skipped_dead_neurons", macs.SkippedDeadNeurons, "declared non-zeros - actual");
        json.EndObject();
    }

    private static string Picojoule(long femtojoule) =>
        string.Format(CultureInfo.InvariantCulture, "{0}.{1:D3}", femtojoule / 1000, femtojoule % 1000);
}
