using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Verilog.Modules;

/// <summary>A stage with a multiplier for each non-zero: a pipeline that moves as a whole and takes a window every cycle.</summary>
internal static class SpatialModule
{
    /// <summary>The module.</summary>
    public static string Write(StageGraph graph, ComputeStage stage, string name)
    {
        RowProgram rows = stage.Rows;
        int levels = TreeShape.Levels(rows), stages = levels + 2;
        TreeText[] trees = [.. Enumerable.Range(0, rows.Rows).Select(row => new TreeText(rows, row))];
        string[] remarks =
        [
            $"{stage.Name}: {Verilog.Text(rows.Rows)} rows, {Verilog.Text(rows.Elements.Length)} terms, {Verilog.Text(levels)} levels of adders;"
                + $" latency {Verilog.Text(stages + (stage.Walk is null ? 0 : 1))} cycles, a {(stage.Walk is null ? "beat" : "position")} every cycle.",
        ];
        return ModuleFrame.Write(graph, stage, name, remarks, text =>
        {
            text.Line($"reg [{Verilog.Text(stages - 1)}:0] valid;");
            text.Line($"wire move = !valid[{Verilog.Text(stages - 1)}] || m_axis_tready;");
            WriteInput(text, graph, stage);
            WritePipeline(text, stage, stages);
            ResultText.WriteTable(text, rows);
            foreach (TreeText tree in trees.Where((_, row) => rows.Length(row) > 0))
            {
                tree.Write(text);
            }

            text.Line().Line($"assign m_axis_tdata = {Verilog.Bytes(trees.Select(tree => tree.Result))};");
            text.Line($"assign m_axis_tvalid = valid[{Verilog.Text(stages - 1)}];");

            // Inputs without a weight are read by nothing.
            text.Line("wire unused = &{1'b0, window};");
        });
    }

    private static void WriteInput(VerilogText text, StageGraph graph, ComputeStage stage)
    {
        int bits = 8 * stage.Rows.WindowElements;
        if (stage.Walk is null)
        {
            ModuleFrame.AssignReady(text, stage, "move");
            text.Line($"wire {Verilog.Range(bits)}window = {ModuleFrame.AllData(stage)};");
            text.Line($"wire taken = {ModuleFrame.AllValid(stage)};");
            return;
        }

        WalkText walk = new(stage.Walk, graph.Streams[stage.Inputs[0]].Channels);
        walk.WritePosition(text);
        text.Line("wire go = move && (!on_image || s_axis_tvalid);");
        ModuleFrame.AssignReady(text, stage, "move && on_image");
        walk.WriteBuffers(text);
        text.Line($"wire {Verilog.Range(bits)}window = {walk.Window};");
        text.Line("reg taken;");
        text.Clocked(() =>
        {
            text.Block("if (!aresetn) begin", "end", () => text.Line("taken <= 1'b0;").Lines(walk.Reset()));
            text.Block("else if (move) begin", "end", () =>
            {
                text.Line("taken <= go && completes;");
                text.Block("if (go) begin", "end", () => text.Lines(walk.Advance()));
            });
        });
    }

    private static void WritePipeline(VerilogText text, ComputeStage stage, int stages)
    {
        int pixelBits = stage.Rows.IsPerPixel ? Verilog.BitsFor(stage.Rows.Requantisations.Length) : 0;
        if (pixelBits > 0)
        {
            text.Line($"reg {Verilog.Range(pixelBits)}pixel_at;");
        }

        text.Clocked(() =>
        {
            text.Block("if (!aresetn) begin", "end", () =>
            {
                text.Line($"valid <= {Verilog.Unsigned(stages, 0)};");
                text.Lines(pixelBits > 0 ? [$"pixel_at <= {Verilog.Unsigned(pixelBits, 0)};"] : []);
            });
            text.Block("else if (move) begin", "end", () =>
            {
                text.Line($"valid <= {{valid[{Verilog.Text(stages - 2)}:0], taken}};");
                if (pixelBits > 0)
                {
                    // Of the result that is stored in this cycle.
                    string last = $"pixel_at == {Verilog.Unsigned(pixelBits, stage.Rows.Requantisations.Length - 1)}";
                    text.Line($"if (valid[{Verilog.Text(stages - 2)}]) pixel_at <= {last} ? {Verilog.Unsigned(pixelBits, 0)} : pixel_at + {Verilog.Unsigned(pixelBits, 1)};");
                }
            });
        });
    }
}
