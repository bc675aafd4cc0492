using SparseCompile.Compiler.Hardware.Energy;
using SparseCompile.Compiler.Hardware.Json;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes the network's totals.</summary>
internal static class TotalsWriter
{
    /// <summary>Writes cycles, bits, MACs and energy of the network. A network without layers has no bottleneck: null.</summary>
    public static void Write(JsonWriter json, IReadOnlyList<LayerFigures> layers, int lanes)
    {
        json.BeginObject("totals");
        json.Exact("critical_path_cycles", layers.Sum(layer => layer.Schedule.LatencyCycles), "sum of latency_cycles: one input through all layers");
        json.Exact("shared_lanes_interval_cycles", layers.Sum(layer => layer.Schedule.IntervalCycles), "sum of interval_cycles: one set of lanes runs the layers in turn");
        WriteBottleneck(json, layers);
        json.Exact("busy_lane_cycles", layers.Sum(layer => layer.Schedule.BusyLaneCycles), "sum over layers");
        json.Exact("idle_lane_cycles", layers.Sum(layer => layer.Schedule.IdleLaneCycles), "sum over layers");
        json.Exact(
            "utilisation_ppm",
            Arithmetic.PartsPerMillion(layers.Sum(layer => layer.Schedule.BusyLaneCycles), layers.Sum(layer => lanes * layer.Schedule.IntervalCycles)),
            "floor(10^6 * busy_lane_cycles / (lanes * shared_lanes_interval_cycles)), 0 if empty");
        json.Exact("rom_bits", layers.Sum(layer => layer.Schedule.RomBits), "sum over layers of lanes * depth * word_bits.total");
        json.Exact("bias_bits", layers.Sum(layer => layer.BiasBits), "sum over layers of rows * 32");
        json.Macs("macs", MacCounts.Sum(layers.Select(layer => layer.Macs)));
        json.Energy("energy", layers.Aggregate(new EnergyEstimate(0, 0, 0, 0, 0, 0), (sum, layer) => sum.Plus(layer.Energy)));
        json.EndObject();
    }

    private static void WriteBottleneck(JsonWriter json, IReadOnlyList<LayerFigures> layers)
    {
        if (layers.Count == 0)
        {
            json.Null("bottleneck");
            return;
        }

        int slowest = 0;
        for (int layer = 1; layer < layers.Count; layer++)
        {
            slowest = layers[layer].Schedule.IntervalCycles > layers[slowest].Schedule.IntervalCycles ? layer : slowest;
        }

        json.BeginObject("bottleneck");
        json.Number("layer_index", slowest);
        json.String("layer_name", layers[slowest].Source.Name);
        json.Exact("interval_cycles", layers[slowest].Schedule.IntervalCycles, "max of interval_cycles: every layer on lanes of its own, one input in flight in each");
        json.EndObject();
    }
}
