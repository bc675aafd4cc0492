using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Verilog.Modules;

/// <summary>k-winners: a histogram of ranks on each lane, a scan that finds the threshold, and a pass that drops what lies below. Ties stay.</summary>
/// <param name="graph">The network.</param>
/// <param name="stage">The stage.</param>
internal sealed class WinnersModule(StageGraph graph, WinnersStage stage)
{
    private readonly int _channels = graph.Streams[stage.Inputs[0]].Channels, _bits = graph.Streams[stage.Inputs[0]].Bits;
    private readonly int _lanes = Math.Min(graph.Lanes, graph.Streams[stage.Inputs[0]].Channels), _beats = stage.GroupBeats;
    private readonly int _beatBits = Verilog.BitsFor(stage.GroupBeats);

    private int Rounds => (_channels + _lanes - 1) / _lanes;

    private int RoundBits => Verilog.BitsFor(Rounds);

    private int LaneCountBits => Verilog.BitsFor(((long)Rounds * _beats) + 1);

    private int CountBits => Verilog.BitsFor(((long)_channels * _beats) + 1);

    /// <summary>The module.</summary>
    public string Write(string name)
    {
        int perBeat = 1 + ((_channels + graph.Lanes - 1) / graph.Lanes);
        string[] remarks =
        [
            $"{stage.Name}: the {Verilog.Text(stage.Count)} largest of {Verilog.Text(_channels * _beats)} values and their ties, on {Verilog.Text(_lanes)} lanes;",
            $"{Verilog.Text((_beats * perBeat) + WinnersRanks.Count + (2 * _beats))} cycles for each group of {Verilog.Text(_beats)} beats.",
        ];
        return ModuleFrame.Write(graph, stage, name, remarks, text =>
        {
            WriteRegisters(text);
            WriteMemory(text);
            WriteControl(text);
            WriteFactors(text);
            for (int lane = 0; lane < _lanes; lane++)
            {
                WriteLane(text, lane);
            }

            WriteScan(text);
            WriteSelection(text);
        });
    }

    private void WriteRegisters(VerilogText text)
    {
        text.Line("localparam [2:0] TAKE = 3'd0, COUNT = 3'd1, SCAN = 3'd2, WRITE = 3'd3, OUT = 3'd4;");
        text.Line("reg [2:0] state;");
        text.Line("wire taking = state == TAKE && s_axis_tvalid;");
        text.Line("assign s_axis_tready = state == TAKE;");
        text.Line("assign m_axis_tvalid = state == OUT;");
        if (_beatBits > 0)
        {
            text.Line($"reg {Verilog.Range(_beatBits)}beat_at;");
        }

        if (RoundBits > 0)
        {
            text.Line($"reg {Verilog.Range(RoundBits)}round;");
        }

        text.Line("reg [7:0] bin;");
    }

    private void WriteMemory(VerilogText text)
    {
        if (_beatBits == 0)
        {
            text.Line($"reg {Verilog.Range(_bits)}beat;");
            text.Clocked(() => text.Line("if (taking) beat <= s_axis_tdata;"));
            return;
        }

        // Written when it is taken, read while it is counted and again when the threshold is known.
        text.Line($"reg {Verilog.Range(_bits)}beats [0:{Verilog.Text(_beats - 1)}];");
        text.Line($"wire {Verilog.Range(_bits)}beat = beats[beat_at];");
        text.Clocked(() => text.Line("if (taking) beats[beat_at] <= s_axis_tdata;"));
    }

    private void WriteControl(VerilogText text)
    {
        string lastBeat = _beatBits == 0 ? "1'b1" : $"beat_at == {Verilog.Unsigned(_beatBits, _beats - 1)}";
        string nextBeat = $"beat_at <= {lastBeat} ? {Verilog.Unsigned(_beatBits, 0)} : beat_at + {Verilog.Unsigned(_beatBits, 1)};";
        string lastRound = RoundBits == 0 ? "1'b1" : $"round == {Verilog.Unsigned(RoundBits, Rounds - 1)}";
        text.Clocked(() =>
        {
            text.Block("if (!aresetn) begin", "end", () =>
            {
                text.Line("state <= TAKE;").Line("bin <= 8'd255;");
                text.Lines(_beatBits > 0 ? [$"beat_at <= {Verilog.Unsigned(_beatBits, 0)};"] : []);
                text.Lines(RoundBits > 0 ? [$"round <= {Verilog.Unsigned(RoundBits, 0)};"] : []);
            });
            text.Block("else begin", "end", () => text.Block("case (state)", "endcase", () =>
            {
                text.Line("TAKE: if (taking) state <= COUNT;");
                text.Block("COUNT: begin", "end", () =>
                {
                    text.Lines(RoundBits > 0 ? [$"round <= {lastRound} ? {Verilog.Unsigned(RoundBits, 0)} : round + {Verilog.Unsigned(RoundBits, 1)};"] : []);
                    text.Block($"if ({lastRound}) begin", "end", () => text.Lines(_beatBits > 0 ? [nextBeat] : []).Line($"state <= {(_beatBits == 0 ? "SCAN" : $"{lastBeat} ? SCAN : TAKE")};"));
                });
                text.Line("SCAN: begin bin <= bin - 8'd1; if (bin == 8'd0) state <= WRITE; end");
                text.Line("WRITE: state <= OUT;");
                text.Block("OUT: if (m_axis_tready) begin", "end", () => text.Lines(_beatBits > 0 ? [nextBeat] : []).Line($"state <= {(_beatBits == 0 ? "TAKE" : $"{lastBeat} ? TAKE : WRITE")};"));
                text.Line("default: state <= TAKE;");
            }));
        });
    }

    private void WriteLane(VerilogText text, int lane)
    {
        string name = Verilog.Text(lane);
        int[] channels = [.. Enumerable.Range(0, _channels).Where(channel => channel % _lanes == lane)];
        text.Line().Line($"// Lane {name}: its histogram. A bit says whether a counter counts this group: reset clears bits, not counters.");
        IEnumerable<(long, string, string)> ranks = channels.Select((channel, round) => ((long)round, Rank(channel), ""));
        text.Rom("rank" + name, 8, RoundBits == 0 ? null : ("round", RoundBits), ranks, Verilog.Unsigned(8, 0));
        string counts = channels.Length == Rounds ? "state == COUNT" : $"state == COUNT && round != {Verilog.Unsigned(RoundBits, Rounds - 1)}";
        text.Line($"wire counts{name} = {counts};");
        text.Line($"reg {Verilog.Range(LaneCountBits)}counters{name} [0:255];");
        text.Line($"reg [255:0] used{name};");

        // Bins are ranks from the lowest on: the sign bit turned.
        text.Line($"wire [7:0] asked{name} = state == SCAN ? bin : {{!rank{name}[7], rank{name}[6:0]}};");
        text.Line($"wire {Verilog.Range(LaneCountBits)}found{name} = used{name}[asked{name}] ? counters{name}[asked{name}] : {Verilog.Unsigned(LaneCountBits, 0)};");
        text.Clocked(() =>
        {
            text.Line($"if (counts{name}) counters{name}[asked{name}] <= found{name} + {Verilog.Unsigned(LaneCountBits, 1)};");
            text.Line($"if (!aresetn || state == WRITE) used{name} <= 256'd0;");
            text.Line($"else if (counts{name}) used{name}[asked{name}] <= 1'b1;");
        });
    }

    private void WriteScan(VerilogText text)
    {
        text.Line().Line("// The scan: from the highest rank down, the first one at which enough values are counted.");
        text.Line($"reg {Verilog.Range(CountBits)}above;");
        text.Line("reg signed [7:0] threshold;");
        text.Line("reg known;");
        string sum = string.Join(" + ", Enumerable.Range(0, _lanes).Select(lane => Wide("found" + Verilog.Text(lane))));
        text.Line($"wire {Verilog.Range(CountBits)}total = above + {sum};");
        text.Clocked(() =>
        {
            text.Block("if (state != SCAN) begin", "end", () => text.Line($"above <= {Verilog.Unsigned(CountBits, 0)};").Line("known <= 1'b0;"));
            text.Block("else begin", "end", () =>
            {
                text.Line("above <= total;");
                text.Block($"if (!known && total >= {Verilog.Unsigned(CountBits, stage.Count)}) begin", "end", () => text.Line("known <= 1'b1;").Line("threshold <= {!bin[7], bin[6:0]};"));
            });
        });
    }

    private void WriteSelection(VerilogText text)
    {
        text.Line();
        for (int channel = 0; channel < _channels; channel++)
        {
            text.Line($"wire signed [7:0] own{Verilog.Text(channel)} = {Rank(channel)};");
        }

        text.Line($"reg {Verilog.Range(_bits)}winners;");
        text.Line("assign m_axis_tdata = winners;");
        text.Clocked(() => text.Block("if (state == WRITE) begin", "end", () =>
        {
            for (int channel = 0; channel < _channels; channel++)
            {
                text.Line($"{Verilog.Byte("winners", channel)} <= own{Verilog.Text(channel)} >= threshold ? {Verilog.Byte("beat", channel)} : 8'd0;");
            }
        }));
    }

    private string Wide(string name) => LaneCountBits == CountBits ? name : $"{{{Verilog.Unsigned(CountBits - LaneCountBits, 0)}, {name}}}";

    private string Rank(int channel) => stage.Factors[channel] == QuantizedWinners.Neutral ? Verilog.Byte("beat", channel) : $"ranked{Verilog.Text(channel)}[14:7]";

    /// <summary>Boosted ranks: (value * factor + 64) >> 7, of which 8 bits are left.</summary>
    private void WriteFactors(VerilogText text)
    {
        for (int channel = 0; channel < _channels; channel++)
        {
            if (stage.Factors[channel] == QuantizedWinners.Neutral)
            {
                continue;
            }

            string name = Verilog.Text(channel), value = Verilog.Byte("beat", channel);
            text.Line($"wire signed [15:0] value{name} = {{{{8{{beat[{Verilog.Text((8 * channel) + 7)}]}}}}, {value}}};");
            text.Line($"wire signed [15:0] ranked{name} = value{name} * {Verilog.Signed(16, stage.Factors[channel])} + 16'sd64;");
            text.Line($"wire unused{name} = &{{1'b0, ranked{name}[15], ranked{name}[6:0]}};");
        }
    }
}
