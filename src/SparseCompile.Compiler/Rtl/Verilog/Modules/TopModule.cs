using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Verilog.Modules;

/// <summary>The network: its stages, connected.</summary>
internal static class TopModule
{
    /// <summary>The module.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="modules">The name of each stage's module.</param>
    public static string Write(StageGraph graph, IReadOnlyList<string> modules)
    {
        StreamShape input = graph.Streams[graph.Input], output = graph.Streams[graph.Output];
        VerilogText text = new();
        text.Line($"// {graph.Name}: an inference takes {Beats(input)} and gives {Beats(output)}.");
        text.Line("// A beat is one pixel with all its channels, channel c in bits 8c + 7 to 8c; pixels row by row. TLAST marks the last beat of an inference.");
        text.Line("`default_nettype none");
        text.Block($"module {graph.Name} (", ");", () =>
        {
            text.Line("input wire aclk,").Line("input wire aresetn,");
            text.Line($"input wire {Verilog.Range(input.Bits)}s_axis_tdata,").Line("input wire s_axis_tvalid,").Line("output wire s_axis_tready,");
            text.Line($"output wire {Verilog.Range(output.Bits)}m_axis_tdata,").Line("output wire m_axis_tvalid,").Line("output wire m_axis_tlast,").Line("input wire m_axis_tready");
        });
        text.Block("", "endmodule", () =>
        {
            for (int id = 0; id < graph.Streams.Count; id++)
            {
                string name = Stream(id);
                text.Line($"wire {Verilog.Range(graph.Streams[id].Bits)}{name}_tdata;").Line($"wire {name}_tvalid, {name}_tready;");
            }

            string first = Stream(graph.Input), last = Stream(graph.Output);
            text.Line($"assign {first}_tdata = s_axis_tdata;").Line($"assign {first}_tvalid = s_axis_tvalid;").Line($"assign s_axis_tready = {first}_tready;");
            text.Line($"assign m_axis_tdata = {last}_tdata;").Line($"assign m_axis_tvalid = {last}_tvalid;").Line($"assign {last}_tready = m_axis_tready;");
            for (int i = 0; i < modules.Count; i++)
            {
                WriteInstance(text, graph.Stages[i], modules[i], i);
            }

            WriteLast(text, output.Beats);
        });
        return text.Line("`default_nettype wire").ToString();
    }

    private static string Beats(StreamShape shape) => $"{Verilog.Text(shape.Beats)} {(shape.Beats == 1 ? "beat" : "beats")} of {Verilog.Text(shape.Channels)} int8";

    private static string Stream(int id) => "stream" + Verilog.Text(id);

    private static void WriteInstance(VerilogText text, Stage stage, string module, int number)
    {
        IEnumerable<string> inputs = stage.Inputs.SelectMany((id, i) => Ports(ModuleFrame.Input(stage, i), id));
        IEnumerable<string> outputs = stage.Outputs.SelectMany((id, i) => Ports(ModuleFrame.Output(stage, i), id));
        string[] ports = [".aclk(aclk)", ".aresetn(aresetn)", .. inputs, .. outputs];
        text.Block($"{module} stage{Verilog.Text(number)} (", ");", () => text.Lines(ports.Select((port, i) => port + (i + 1 < ports.Length ? "," : ""))));
    }

    private static IEnumerable<string> Ports(string prefix, int id) => new[] { "tdata", "tvalid", "tready" }.Select(signal => $".{prefix}_{signal}({Stream(id)}_{signal})");

    private static void WriteLast(VerilogText text, int beats)
    {
        int bits = Verilog.BitsFor(beats);
        if (bits == 0)
        {
            text.Line("assign m_axis_tlast = 1'b1;");
            return;
        }

        text.Line($"reg {Verilog.Range(bits)}beat_at;").Line($"assign m_axis_tlast = beat_at == {Verilog.Unsigned(bits, beats - 1)};");
        text.Clocked(() =>
        {
            text.Line($"if (!aresetn) beat_at <= {Verilog.Unsigned(bits, 0)};");
            text.Line($"else if (m_axis_tvalid && m_axis_tready) beat_at <= m_axis_tlast ? {Verilog.Unsigned(bits, 0)} : beat_at + {Verilog.Unsigned(bits, 1)};");
        });
    }
}
