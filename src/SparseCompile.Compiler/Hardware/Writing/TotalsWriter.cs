using SparseCompile.Compiler.Hardware.Json;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes the network's totals.</summary>
internal static class TotalsWriter
{
    /// <summary>Writes cycles, copies, bits, MACs and energy of the network.</summary>
    public static void Write(JsonWriter json, NetworkFigures figures, NetworkFigures? estimated)
    {
        string formula = figures.Target.IsStreamed
            ? "of the modules of the pipeline, inputs offered as early as possible and outputs always taken; the last of six inputs"
            : figures.Target.IsPipelined ? "longest interval of an operator" : "sum over operators: one engine runs them in turn";
        json.BeginObject("totals");
        json.Exact("latency_cycles", figures.LatencyCycles, figures.Target.IsStreamed ? "first cycle to last output beat of the first input"
            : figures.Target.IsPipelined ? "longest path through the operators" : "sum over operators");
        json.Exact("interval_cycles", figures.IntervalCycles, formula);
        json.Exact("utilisation_ppm", figures.UtilisationPpm, "floor(10^6 * multiplications by non-zeros / (multipliers * interval_cycles)), 0 if empty");
        json.Exact("multipliers", figures.Multipliers, "of one copy");
        json.Exact("weight_bits", figures.WeightBits, "sum over operators of stored_bits");
        json.Exact("link_bits", figures.LinkBits, "(inputs + outputs) * activation_bits");
        if (figures.Bottleneck is { } slowest)
        {
            json.BeginObject("bottleneck", inline: true);
            json.String("name", slowest.Node.Name);
            json.Number("interval_cycles", slowest.Cost.Interval);
            json.EndObject();
        }
        else
        {
            json.Null("bottleneck");
        }

        json.BeginObject("throughput", inline: true);
        json.Boolean("estimate", true);
        json.String("basis", "the assumed clock rate");
        json.Number("copies", figures.Copies);
        json.Number("inferences_per_second_one_copy", figures.PerSecond(Math.Min(1, figures.Copies)));
        json.Number("inferences_per_second_all_copies", figures.PerSecond(figures.Copies));
        json.EndObject();
        if (estimated is not null)
        {
            json.BeginObject("activity", inline: true);
            json.Boolean("estimate", !estimated.IsExact);
            json.BeginArray("basis", inline: true);
            foreach (string basis in estimated.ActivityBases)
            {
                json.String(null, basis);
            }

            json.EndArray();
            json.Number("latency_cycles", estimated.LatencyCycles);
            json.Number("interval_cycles", estimated.IntervalCycles);
            json.Number("macs", estimated.Macs.Actual);
            json.Number("inferences_per_second_one_copy", estimated.PerSecond(Math.Min(1, figures.Copies)));
            json.Number("inferences_per_second_all_copies", estimated.PerSecond(figures.Copies));
            json.EndObject();
        }

        json.Macs("macs", figures.Macs);
        json.Energy("energy", figures.Energy);
        json.EndObject();
    }
}
