using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Verilog;

/// <summary>The ports of a stage's module: AXI4-Streams with one clock and a synchronous reset.</summary>
internal static class ModuleFrame
{
    /// <summary>Writes a module.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="name">The module's name.</param>
    /// <param name="remarks">What stands above it.</param>
    /// <param name="body">Writes what it does.</param>
    public static string Write(StageGraph graph, Stage stage, string name, IEnumerable<string> remarks, Action<VerilogText> body)
    {
        VerilogText text = new();
        text.Lines(remarks.Select(remark => "// " + remark));
        List<string> ports = ["input wire aclk", "input wire aresetn"];
        for (int i = 0; i < stage.Inputs.Count; i++)
        {
            string prefix = Input(stage, i);
            ports.Add($"input wire {Verilog.Range(graph.Streams[stage.Inputs[i]].Bits)}{prefix}_tdata");
            ports.Add($"input wire {prefix}_tvalid");
            ports.Add($"output wire {prefix}_tready");
        }

        for (int i = 0; i < stage.Outputs.Count; i++)
        {
            string prefix = Output(stage, i);
            ports.Add($"output wire {Verilog.Range(graph.Streams[stage.Outputs[i]].Bits)}{prefix}_tdata");
            ports.Add($"output wire {prefix}_tvalid");
            ports.Add($"input wire {prefix}_tready");
        }

        text.Line("`default_nettype none");
        text.Block($"module {name} (", ");", () => text.Lines(ports.Select((port, i) => port + (i + 1 < ports.Count ? "," : ""))));
        text.Block("", "endmodule", () => body(text));
        return text.Line("`default_nettype wire").ToString();
    }

    /// <summary>What the ports of an input begin with.</summary>
    public static string Input(Stage stage, int index) => stage.Inputs.Count == 1 ? "s_axis" : $"s{Verilog.Text(index)}_axis";

    /// <summary>What the ports of an output begin with.</summary>
    public static string Output(Stage stage, int index) => stage.Outputs.Count == 1 ? "m_axis" : $"m{Verilog.Text(index)}_axis";

    /// <summary>All inputs have a beat.</summary>
    public static string AllValid(Stage stage) => string.Join(" && ", Enumerable.Range(0, stage.Inputs.Count).Select(i => Input(stage, i) + "_tvalid"));

    /// <summary>Beats of all inputs, the first one lowest.</summary>
    public static string AllData(Stage stage) => Verilog.Bytes(Enumerable.Range(0, stage.Inputs.Count).Select(i => Input(stage, i) + "_tdata"));

    /// <summary>All inputs are taken in the same cycle.</summary>
    public static void AssignReady(VerilogText text, Stage stage, string condition)
    {
        for (int i = 0; i < stage.Inputs.Count; i++)
        {
            text.Line($"assign {Input(stage, i)}_tready = {condition}{(stage.Inputs.Count > 1 ? " && " + AllValid(stage) : "")};");
        }
    }
}
