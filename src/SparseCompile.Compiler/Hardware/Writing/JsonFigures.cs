using System.Globalization;
using SparseCompile.Compiler.Graphs;
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
        json.BeginObject(key, inline: true);
        json.Boolean("estimate", true);
        json.String("model", EnergyModel.Id);
        json.String("unit", "pJ");
        json.String("total", Picojoule(energy.Total));
        json.String("multiply", Picojoule(energy.Multiply));
        json.String("add", Picojoule(energy.Add));
        json.String("weight_reads", Picojoule(energy.WeightReads));
        json.String("bias_reads", Picojoule(energy.BiasReads));
        json.String("activation_reads", Picojoule(energy.ActivationReads));
        json.String("activation_writes", Picojoule(energy.ActivationWrites));
        json.EndObject();
    }

    /// <summary>The MAC counts; their identity is algorithmic = actual + gated + skipped.</summary>
    public static void Macs(this JsonWriter json, string key, MacCounts macs)
    {
        json.BeginObject(key);
        json.Exact("algorithmic", macs.Algorithmic, "dense MACs as declared = actual + gated + skipped");
        json.Exact("actual", macs.Actual, "MACs that take a cycle of a multiplier and its energy");
        json.Exact("gated", macs.Gated, "MACs by zero that take a cycle and no energy");
        json.Exact("skipped", macs.Skipped, "skipped_zero_weights + skipped_zero_activations + skipped_dead_neurons");
        json.Exact("skipped_zero_weights", macs.SkippedZeroWeights, "MACs by zero weights that take neither");
        json.Exact("skipped_zero_activations", macs.SkippedActivations, "MACs by zero activations that take neither");
        json.Exact("skipped_dead_neurons", macs.SkippedDeadNeurons, "MACs by declared non-zeros that went with a dead neuron");
        json.Exact("padding", macs.Padding, "multiplications beyond the algorithm: places of a dense format without a weight");
        json.EndObject();
    }

    /// <summary>A list of integers on a line.</summary>
    public static void Numbers(this JsonWriter json, string? key, IEnumerable<int> values)
    {
        json.BeginArray(key, inline: true);
        foreach (int value in values)
        {
            json.Number(null, value);
        }

        json.EndArray();
    }

    /// <summary>A list of strings on a line.</summary>
    public static void Strings(this JsonWriter json, string key, IEnumerable<string> values)
    {
        json.BeginArray(key, inline: true);
        foreach (string value in values)
        {
            json.String(null, value);
        }

        json.EndArray();
    }

    /// <summary>The extents of a value.</summary>
    public static void Shape(this JsonWriter json, string? key, Shape shape) => json.Numbers(key, shape.Extents);

    /// <summary>Femtojoule as picojoule with three decimals.</summary>
    public static string Picojoule(long femtojoule) =>
        string.Format(CultureInfo.InvariantCulture, "{0}.{1:D3}", femtojoule / 1000, femtojoule % 1000);
}
