using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Verilog;

/// <summary>A test bench that checks itself: outputs bit by bit and cycle by cycle without back-pressure, then again, bit by bit, with pauses at random on both sides.</summary>
internal static class TestBench
{
    /// <summary>Writes the test bench; it reads the vectors from files beside it.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="inferences">Inferences of the vectors.</param>
    public static string Write(StageGraph graph, int inferences)
    {
        StreamShape input = graph.Streams[graph.Input], output = graph.Streams[graph.Output];
        VerilogText text = new();
        text.Line($"// Test bench of {graph.Name}: prints PASS or FAIL, and ends. Run it in this folder, where the vectors are.");
        text.Line("// With EXTERNAL_CLOCK, the clock is a port: for simulators driven by a program, which need no delays.");
        text.Line("`timescale 1ns/1ns");
        text.Line("`ifdef EXTERNAL_CLOCK").Line($"module {graph.Name}_tb (input wire aclk, output reg done);");
        text.Line("`else").Line($"module {graph.Name}_tb;").Line("`endif");
        text.Block("", "endmodule", () =>
        {
            text.Line("`ifndef EXTERNAL_CLOCK").Line("reg aclk, done;");
            text.Block("initial begin", "end", () => text.Line("aclk = 1'b0;").Line("done = 1'b0;").Line("while (!done) #5 aclk = ~aclk;"));
            text.Line("`else").Line("initial done = 1'b0;").Line("`endif");
            text.Line($"localparam SENT = {Verilog.Text(input.Beats * inferences)}, RECEIVED = {Verilog.Text(output.Beats * inferences)}, LAST = {Verilog.Text(output.Beats)};");
            text.Line($"reg {Verilog.Range(input.Bits)}inputs [0:SENT - 1];");
            text.Line($"reg {Verilog.Range(output.Bits)}outputs [0:RECEIVED - 1];");
            text.Line("reg [63:0] cycles [0:RECEIVED - 1];");
            WriteSignals(text, graph.Name, input.Bits, output.Bits);
            text.Block("initial begin", "end", () =>
            {
                text.Line($"$readmemh(\"{graph.Name}_inputs.hex\", inputs);").Line($"$readmemh(\"{graph.Name}_outputs.hex\", outputs);").Line($"$readmemh(\"{graph.Name}_cycles.hex\", cycles);");
            });
            text.Clocked(() =>
            {
                text.Block("if (pass == 2 && !done) begin", "end", () =>
                {
                    text.Line("done <= 1'b1;");
                    text.Line($"$display(\"%s {graph.Name}: {Verilog.Text(inferences)} inferences, last output in cycle %0d, %0d errors\", errors == 0 ? \"PASS\" : \"FAIL\", last_cycle, errors);");
                });
                WriteClock(text);
            });
        });
        return text.ToString();
    }

    private static void WriteSignals(VerilogText text, string name, int inputBits, int outputBits)
    {
        text.Line("reg aresetn = 1'b0, offering = 1'b1, taking = 1'b1;");
        text.Line("reg [31:0] noise = 32'h2545f491;");
        text.Line("integer sent = 0, received = 0, errors = 0, pass = 0, held = 0;");
        text.Line("reg [63:0] cycle = 64'd0, last_cycle = 64'd0;");
        text.Line("wire s_axis_tready, m_axis_tvalid, m_axis_tlast;");
        text.Line($"wire {Verilog.Range(outputBits)}m_axis_tdata;");
        text.Line("wire s_axis_tvalid = aresetn && offering && sent < SENT;");
        text.Line($"wire {Verilog.Range(inputBits)}s_axis_tdata = sent < SENT ? inputs[sent] : {Verilog.Unsigned(inputBits, 0)};");
        text.Line($"{name} network (.aclk(aclk), .aresetn(aresetn), .s_axis_tdata(s_axis_tdata), .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready),");
        text.Line("  .m_axis_tdata(m_axis_tdata), .m_axis_tvalid(m_axis_tvalid), .m_axis_tlast(m_axis_tlast), .m_axis_tready(taking));");
        text.Line("wire sends = s_axis_tvalid && s_axis_tready, receives = aresetn && m_axis_tvalid && taking;");
    }

    private static void WriteClock(VerilogText text)
    {
        text.Line("noise <= {noise[30:0], noise[31] ^ noise[21] ^ noise[1] ^ noise[0]};");
        text.Block("if (!aresetn || pass == 2) begin", "end", () =>
        {
            text.Line("held <= held + 1;").Line("if (held == 3) aresetn <= 1'b1;");
        });
        text.Block("else begin", "end", () =>
        {
            text.Line("cycle <= cycle + 64'd1;");
            text.Line("if (sends) sent <= sent + 1;");
            text.Line("// A beat that is offered stays until it is taken.");
            text.Line("if (pass == 1 && (sends || !s_axis_tvalid)) offering <= noise[3] | noise[7];");
            text.Line("if (pass == 1) taking <= noise[12] & noise[5];");
            text.Block("if (receives) begin", "end", () =>
            {
                text.Line("received <= received + 1;");
                text.Block("if (m_axis_tdata !== outputs[received] || m_axis_tlast !== (received % LAST == LAST - 1) || (pass == 0 && cycle != cycles[received])) begin", "end", () =>
                {
                    text.Line("errors <= errors + 1;");
                    text.Line("$display(\"beat %0d in cycle %0d of pass %0d: found %h; expected %h in cycle %0d\", received, cycle, pass, m_axis_tdata, outputs[received], cycles[received]);");
                });
                text.Block("if (received == RECEIVED - 1) begin", "end", () =>
                {
                    text.Line("if (pass == 0) last_cycle <= cycle;");
                    text.Line("pass <= pass + 1;").Line("sent <= 0;").Line("received <= 0;").Line("cycle <= 64'd0;").Line("aresetn <= 1'b0;").Line("held <= 0;");
                });
            });
            text.Block("if (cycle > cycles[RECEIVED - 1] * 64'd40 + 64'd100000) begin", "end", () =>
            {
                text.Line("$display(\"no output for too long\");").Line("errors <= errors + 1;").Line("pass <= 2;");
            });
        });
    }
}
