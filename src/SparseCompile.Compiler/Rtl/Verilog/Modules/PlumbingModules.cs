using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Verilog.Modules;

/// <summary>The stages that move beats and compute nothing.</summary>
internal static class PlumbingModules
{
    /// <summary>Takes the beats of an image, then offers its elements as one beat, channels first.</summary>
    public static string Flatten(StageGraph graph, FlattenStage stage, string name)
    {
        StreamShape shape = graph.Streams[stage.Inputs[0]];
        int bits = Verilog.BitsFor(shape.Beats), all = shape.Bits * shape.Beats;
        return ModuleFrame.Write(graph, stage, name, [$"{stage.Name}: {Verilog.Text(shape.Beats)} beats of {Verilog.Text(shape.Channels)} bytes become one."], text =>
        {
            text.Line($"reg {Verilog.Range(all)}held;").Line($"reg {Verilog.Range(bits)}beat_at;").Line("reg full;");
            text.Line("assign s_axis_tready = !full;").Line("assign m_axis_tvalid = full;");
            string last = $"beat_at == {Verilog.Unsigned(bits, shape.Beats - 1)}";
            text.Clocked(() =>
            {
                text.Line($"if (!full && s_axis_tvalid) held <= {{s_axis_tdata, held[{Verilog.Text(all - 1)}:{Verilog.Text(shape.Bits)}]}};");
                text.Block("if (!aresetn) begin", "end", () => text.Line("full <= 1'b0;").Line($"beat_at <= {Verilog.Unsigned(bits, 0)};"));
                text.Block("else if (!full && s_axis_tvalid) begin", "end", () =>
                    text.Line($"full <= {last};").Line($"beat_at <= {last} ? {Verilog.Unsigned(bits, 0)} : beat_at + {Verilog.Unsigned(bits, 1)};"));
                text.Line("else if (m_axis_tready) full <= 1'b0;");
            });
            IEnumerable<string> elements = Enumerable.Range(0, shape.Channels * shape.Beats).Select(i => Verilog.Byte("held", (i % shape.Beats * shape.Channels) + (i / shape.Beats)));
            text.Line($"assign m_axis_tdata = {Verilog.Bytes(elements)};");
        });
    }

    /// <summary>Takes a beat of each operand, then offers them side by side.</summary>
    public static string Concat(StageGraph graph, ConcatStage stage, string name) =>
        ModuleFrame.Write(graph, stage, name, [$"{stage.Name}: beats side by side."], text =>
        {
            text.Line($"reg {Verilog.Range(graph.Streams[stage.Outputs[0]].Bits)}held;").Line("reg full;");
            ModuleFrame.AssignReady(text, stage, "!full");
            text.Line("assign m_axis_tvalid = full;").Line("assign m_axis_tdata = held;");
            text.Clocked(() =>
            {
                text.Line($"if (!full) held <= {ModuleFrame.AllData(stage)};");
                text.Line("if (!aresetn) full <= 1'b0;");
                text.Line($"else full <= full ? !m_axis_tready : {ModuleFrame.AllValid(stage)};");
            });
        });

    /// <summary>Takes a beat, then offers it to each reader until all have it.</summary>
    public static string Fork(StageGraph graph, ForkStage stage, string name)
    {
        int readers = stage.Outputs.Count;
        return ModuleFrame.Write(graph, stage, name, [$"{stage.Name}: beats for {Verilog.Text(readers)} readers."], text =>
        {
            text.Line($"reg {Verilog.Range(graph.Streams[stage.Inputs[0]].Bits)}held;").Line($"reg {Verilog.Range(readers)}pending;");
            text.Line("wire free = ~|pending;").Line("assign s_axis_tready = free;");
            for (int i = 0; i < readers; i++)
            {
                string output = ModuleFrame.Output(stage, i);
                text.Line($"assign {output}_tdata = held;").Line($"assign {output}_tvalid = pending[{Verilog.Text(i)}];");
            }

            string ready = Verilog.Concat(Enumerable.Range(0, readers).Reverse().Select(i => ModuleFrame.Output(stage, i) + "_tready"));
            text.Clocked(() =>
            {
                text.Line("if (free) held <= s_axis_tdata;");
                text.Line($"if (!aresetn) pending <= {Verilog.Unsigned(readers, 0)};");
                text.Line($"else pending <= free ? {{{Verilog.Text(readers)}{{s_axis_tvalid}}}} : pending & ~{ready};");
            });
        });
    }

    /// <summary>A memory of beats between two counters.</summary>
    public static string Fifo(StageGraph graph, FifoStage stage, string name)
    {
        int bits = Verilog.BitsFor(stage.Depth), countBits = Verilog.BitsFor(stage.Depth + 1L);
        return ModuleFrame.Write(graph, stage, name, [$"{stage.Name}: {Verilog.Text(stage.Depth)} beats."], text =>
        {
            text.Line($"reg {Verilog.Range(graph.Streams[stage.Inputs[0]].Bits)}beats [0:{Verilog.Text(stage.Depth - 1)}];");
            text.Line($"reg {Verilog.Range(bits)}write_at;").Line($"reg {Verilog.Range(bits)}read_at;").Line($"reg {Verilog.Range(countBits)}count;");
            text.Line($"assign s_axis_tready = count != {Verilog.Unsigned(countBits, stage.Depth)};").Line($"assign m_axis_tvalid = count != {Verilog.Unsigned(countBits, 0)};");
            text.Line("assign m_axis_tdata = beats[read_at];");
            text.Line("wire writes = s_axis_tvalid && s_axis_tready;").Line("wire reads = m_axis_tvalid && m_axis_tready;");
            text.Clocked(() =>
            {
                text.Line("if (writes) beats[write_at] <= s_axis_tdata;");
                text.Block("if (!aresetn) begin", "end", () =>
                    text.Line($"write_at <= {Verilog.Unsigned(bits, 0)};").Line($"read_at <= {Verilog.Unsigned(bits, 0)};").Line($"count <= {Verilog.Unsigned(countBits, 0)};"));
                text.Block("else begin", "end", () =>
                {
                    text.Line($"if (writes) write_at <= {Next("write_at")};").Line($"if (reads) read_at <= {Next("read_at")};");
                    text.Line($"if (writes && !reads) count <= count + {Verilog.Unsigned(countBits, 1)};").Line($"if (reads && !writes) count <= count - {Verilog.Unsigned(countBits, 1)};");
                });
            });

            string Next(string counter) => $"{counter} == {Verilog.Unsigned(bits, stage.Depth - 1)} ? {Verilog.Unsigned(bits, 0)} : {counter} + {Verilog.Unsigned(bits, 1)}";
        });
    }
}
