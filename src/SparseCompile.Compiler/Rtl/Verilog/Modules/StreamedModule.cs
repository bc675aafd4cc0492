using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Verilog.Modules;

/// <summary>A stage whose lanes take one non-zero a cycle each: STEP, RUN, WRITE, OUT.</summary>
internal static class StreamedModule
{
    /// <summary>The module.</summary>
    public static string Write(StageGraph graph, ComputeStage stage, string name)
    {
        LaneSchedule schedule = new(stage.Rows, graph.Lanes);
        LaneText[] lanes = [.. Enumerable.Range(0, schedule.Lanes).Select(lane => new LaneText(stage.Rows, schedule, lane))];
        int depth = schedule.Depth, stepBits = Verilog.BitsFor(depth);
        string cycles = stage.Walk is null ? $"latency {Verilog.Text(depth + 2)}, interval {Verilog.Text(depth + 3)} cycles" : $"{Verilog.Text(depth + 3)} cycles for each window";
        string[] remarks =
        [
            $"{stage.Name}: {Verilog.Text(stage.Rows.Rows)} rows on {Verilog.Text(schedule.Lanes)} lanes, {Verilog.Text(stage.Rows.Elements.Length)} terms, {Verilog.Text(depth)} on the fullest lane; {cycles}.",
        ];
        return ModuleFrame.Write(graph, stage, name, remarks, text =>
        {
            WriteInput(text, graph, stage);
            (string, int)? step = depth > 1 ? ("step", stepBits) : null;
            WriteControl(text, stage, depth, stepBits);
            ResultText.WriteTable(text, stage.Rows);
            foreach (LaneText lane in lanes.Where(lane => lane.IsActive))
            {
                lane.Write(text, step);
            }

            string results = Verilog.Bytes(Enumerable.Range(0, stage.Rows.Rows).Select(row => lanes[row % schedule.Lanes].Result(row)));
            text.Line().Line($"assign m_axis_tdata = {results};");
            if (depth == 0)
            {
                text.Line("wire unused = &{1'b0, window, running};");
            }
        });
    }

    private static void WriteInput(VerilogText text, StageGraph graph, ComputeStage stage)
    {
        text.Line("localparam [1:0] STEP = 2'd0, RUN = 2'd1, WRITE = 2'd2, OUT = 2'd3;");
        text.Line("reg [1:0] state;");
        text.Line("wire stepping = state == STEP, running = state == RUN;");
        int bits = 8 * stage.Rows.WindowElements;
        if (stage.Walk is null)
        {
            text.Line($"wire go = stepping && {ModuleFrame.AllValid(stage)};");
            ModuleFrame.AssignReady(text, stage, "stepping");
            text.Line($"reg {Verilog.Range(bits)}window;");
            text.Clocked(() => text.Line($"if (go) window <= {ModuleFrame.AllData(stage)};"));
            return;
        }

        WalkText walk = new(stage.Walk, graph.Streams[stage.Inputs[0]].Channels);
        walk.WritePosition(text);
        text.Line("wire go = stepping && (!on_image || s_axis_tvalid);");
        ModuleFrame.AssignReady(text, stage, "stepping && on_image");
        walk.WriteBuffers(text);
        text.Line($"wire {Verilog.Range(bits)}window = {walk.Window};");
    }

    private static void WriteControl(VerilogText text, ComputeStage stage, int depth, int stepBits)
    {
        WalkText? walk = stage.Walk is null ? null : new WalkText(stage.Walk, 1);
        string work = depth == 0 ? "WRITE" : "RUN";
        int pixelBits = stage.Rows.IsPerPixel ? Verilog.BitsFor(stage.Rows.Requantisations.Length) : 0;
        if (depth > 1)
        {
            text.Line($"reg {Verilog.Range(stepBits)}step;");
        }

        if (pixelBits > 0)
        {
            text.Line($"reg {Verilog.Range(pixelBits)}pixel_at;");
        }

        text.Line("assign m_axis_tvalid = state == OUT;");
        text.Clocked(() =>
        {
            text.Block("if (!aresetn) begin", "end", () =>
            {
                text.Line("state <= STEP;");
                text.Lines(walk?.Reset() ?? []);
                text.Lines(pixelBits > 0 ? [$"pixel_at <= {Verilog.Unsigned(pixelBits, 0)};"] : []);
                text.Lines(depth > 1 ? [$"step <= {Verilog.Unsigned(stepBits, 0)};"] : []);
            });
            text.Block("else begin", "end", () => text.Block("case (state)", "endcase", () =>
            {
                text.Block("STEP: if (go) begin", "end", () => text.Lines(walk?.Advance() ?? []).Line($"state <= {(walk is null ? work : $"completes ? {work} : STEP")};"));
                WriteRun(text, depth, stepBits);
                text.Line("WRITE: state <= OUT;");
                text.Block("OUT: if (m_axis_tready) begin", "end", () =>
                {
                    text.Line("state <= STEP;");
                    string last = Verilog.Unsigned(pixelBits, stage.Rows.Requantisations.Length - 1);
                    text.Lines(pixelBits > 0 ? [$"pixel_at <= pixel_at == {last} ? {Verilog.Unsigned(pixelBits, 0)} : pixel_at + {Verilog.Unsigned(pixelBits, 1)};"] : []);
                });
            }));
        });
    }

    private static void WriteRun(VerilogText text, int depth, int stepBits)
    {
        if (depth < 2)
        {
            text.Line("RUN: state <= WRITE;");
            return;
        }

        text.Block("RUN: begin", "end", () =>
        {
            string last = $"step == {Verilog.Unsigned(stepBits, depth - 1)}";
            text.Line($"step <= {last} ? {Verilog.Unsigned(stepBits, 0)} : step + {Verilog.Unsigned(stepBits, 1)};");
            text.Line($"state <= {last} ? WRITE : RUN;");
        });
    }
}
