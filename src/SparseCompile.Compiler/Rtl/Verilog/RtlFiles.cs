using System.Globalization;
using System.Text;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Rtl.Stages;
using SparseCompile.Compiler.Rtl.Timing;
using SparseCompile.Compiler.Rtl.Verilog.Modules;

namespace SparseCompile.Compiler.Rtl.Verilog;

/// <summary>A file of a design.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Text">Its text; ASCII, LF.</param>
public sealed record RtlFile(string Name, string Text);

/// <summary>A network in Verilog-2005: a file for each module, a test bench and its vectors.</summary>
public static class RtlFiles
{
    /// <summary>Writes the design; the top module is called as the network, and is the last file.</summary>
    public static IReadOnlyList<RtlFile> Design(StageGraph graph)
    {
        List<RtlFile> files = [];
        List<string> modules = [];
        for (int i = 0; i < graph.Stages.Count; i++)
        {
            string module = $"{graph.Name}_s{i.ToString("d2", CultureInfo.InvariantCulture)}_{VerilogNames.Of(graph.Stages[i].Name)}";
            modules.Add(module);
            files.Add(new RtlFile(module + ".v", graph.Stages[i].Accept(new ModuleWriter(graph, module))));
        }

        files.Add(new RtlFile(graph.Name + ".v", TopModule.Write(graph, modules)));
        return files;
    }

    /// <summary>Writes the test bench and its vectors: inputs, and what the integer network and the stages' timing make of them.</summary>
    /// <param name="graph">The stages.</param>
    /// <param name="network">The network that they were made from.</param>
    /// <param name="inputs">Inputs of inferences, channels first; at least one.</param>
    public static IReadOnlyList<RtlFile> Test(StageGraph graph, QuantizedNetwork network, IReadOnlyList<sbyte[]> inputs)
    {
        long[] cycles = RtlTiming.OutputCycles(graph, inputs.Count);
        return
        [
            new RtlFile(graph.Name + "_tb.v", TestBench.Write(graph, inputs.Count)),
            new RtlFile(graph.Name + "_inputs.hex", Beats(graph.Streams[graph.Input], inputs)),
            new RtlFile(graph.Name + "_outputs.hex", Beats(graph.Streams[graph.Output], [.. inputs.Select(network.Evaluate)])),
            new RtlFile(graph.Name + "_cycles.hex", string.Concat(cycles.Select(cycle => cycle.ToString("x", CultureInfo.InvariantCulture) + "\n"))),
        ];
    }

    /// <summary>A line for each beat, the highest channel first.</summary>
    private static string Beats(StreamShape shape, IReadOnlyList<sbyte[]> values)
    {
        StringBuilder text = new();
        foreach (sbyte[] value in values)
        {
            for (int beat = 0; beat < shape.Beats; beat++)
            {
                for (int channel = shape.Channels - 1; channel >= 0; channel--)
                {
                    text.Append(((byte)value[(channel * shape.Beats) + beat]).ToString("x2", CultureInfo.InvariantCulture));
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }
}
