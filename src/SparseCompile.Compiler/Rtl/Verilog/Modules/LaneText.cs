using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Verilog.Modules;

/// <summary>One lane of a streamed stage: a ROM of words, a multiplier, a sum, a requantiser, a register for each of its rows.</summary>
/// <param name="rows">What the stage computes.</param>
/// <param name="schedule">Which lane does which rows.</param>
/// <param name="lane">Which lane.</param>
internal sealed class LaneText(RowProgram rows, LaneSchedule schedule, int lane)
{
    /// <summary>The rows that have any terms: the others are constants, and have no register.</summary>
    private readonly int[] _rows = [.. schedule.Rows(lane).Where(row => rows.Length(row) > 0)];
    private readonly string _lane = Verilog.Text(lane);
    private readonly int _elementBits = Verilog.BitsFor(rows.WindowElements), _sumBits = rows.SumBits, _weightBits = rows.IsUnweighted ? 0 : rows.WeightBits;

    private int SlotBits => Verilog.BitsFor(_rows.Length);

    private bool IsScaled => !rows.IsMaximum && rows.Requantisations.Any(one => one.Multiplier != 1);

    /// <summary>The lane has anything to do.</summary>
    public bool IsActive => _rows.Length > 0;

    /// <summary>The result of a row: a register's byte, or a constant.</summary>
    public string Result(int row) => rows.Length(row) == 0 ? Verilog.Signed(8, rows.Constant(row)) : Verilog.Byte("results" + _lane, Array.IndexOf(_rows, row));

    /// <summary>Writes the lane.</summary>
    public void Write(VerilogText text, (string Name, int Bits)? step)
    {
        text.Line().Line($"// Lane {_lane}: row{(_rows.Length == 1 ? "" : "s")} {string.Join(", ", _rows.Select(row => Verilog.Text(row)))}.");
        text.Line($"reg signed {Verilog.Range(_sumBits)}sum{_lane};");
        text.Line($"reg fresh{_lane}, done{_lane};");
        text.Line($"reg [{Verilog.Text((8 * _rows.Length) - 1)}:0] results{_lane};");
        if (SlotBits > 0)
        {
            text.Line($"reg {Verilog.Range(SlotBits)}finished{_lane};");
        }

        WriteWords(text, step);
        WriteSum(text);
        WriteResult(text);
        text.Clocked(() =>
        {
            text.Line($"done{_lane} <= running && valid{_lane} && last{_lane};");
            text.Line($"if (stepping) fresh{_lane} <= 1'b1;");
            text.Block($"else if (running && valid{_lane}) begin", "end", () =>
            {
                text.Line($"sum{_lane} <= next{_lane};");
                text.Line($"fresh{_lane} <= last{_lane};");
                if (SlotBits > 0)
                {
                    text.Line($"finished{_lane} <= slot{_lane};");
                }
            });
            text.Line($"if (done{_lane}) results{_lane}{(SlotBits == 0 ? "" : $"[{{finished{_lane}, 3'b000}} +: 8]")} <= result{_lane};");
        });
    }

    private void WriteWords(VerilogText text, (string Name, int Bits)? step)
    {
        int bits = 2 + SlotBits + _elementBits + _weightBits;
        List<(long, string, string)> words = [];
        for (int slot = 0; slot < _rows.Length; slot++)
        {
            int row = _rows[slot];
            for (int k = rows.Starts[row]; k < rows.Starts[row + 1]; k++)
            {
                List<string> fields = ["1'b1", k + 1 == rows.Starts[row + 1] ? "1'b1" : "1'b0"];
                AddField(fields, SlotBits, slot);
                AddField(fields, _elementBits, rows.Elements[k]);
                if (_weightBits > 0)
                {
                    fields.Add(Verilog.Signed(_weightBits, rows.Weights[k]));
                }

                words.Add((words.Count, Verilog.Concat(fields), ""));
            }
        }

        text.Rom("word" + _lane, bits, step, words, Verilog.Unsigned(bits, 0));
        text.Line($"wire valid{_lane} = word{_lane}[{Verilog.Text(bits - 1)}], last{_lane} = word{_lane}[{Verilog.Text(bits - 2)}];");
        if (SlotBits > 0)
        {
            text.Line($"wire {Verilog.Range(SlotBits)}slot{_lane} = word{_lane}[{Verilog.Text(bits - 3)} -: {Verilog.Text(SlotBits)}];");
        }

        string element = _elementBits == 0 ? "window" : $"window[{{word{_lane}[{Verilog.Text(_elementBits + _weightBits - 1)} -: {Verilog.Text(_elementBits)}], 3'b000}} +: 8]";
        text.Line($"wire signed [7:0] element{_lane} = {element};");
    }

    private static void AddField(List<string> fields, int bits, int value)
    {
        if (bits > 0)
        {
            fields.Add(Verilog.Unsigned(bits, value));
        }
    }

    private void WriteSum(VerilogText text)
    {
        if (rows.IsMaximum)
        {
            text.Line($"wire signed [7:0] next{_lane} = fresh{_lane} || element{_lane} > sum{_lane} ? element{_lane} : sum{_lane};");
            return;
        }

        int termBits = 8 + _weightBits;
        if (_weightBits == 0)
        {
            text.Line($"wire signed [7:0] term{_lane} = element{_lane};");
        }
        else
        {
            text.Line($"wire signed {Verilog.Range(termBits)}wide{_lane} = {Verilog.Extend("element" + _lane, 8, termBits)};");
            text.Line($"wire signed {Verilog.Range(_weightBits)}weight{_lane} = word{_lane}[{Verilog.Text(_weightBits - 1)}:0];");
            text.Line($"wire signed {Verilog.Range(termBits)}factor{_lane} = {Verilog.Extend("weight" + _lane, _weightBits, termBits)};");
            text.Line($"wire signed {Verilog.Range(termBits)}term{_lane} = wide{_lane} * factor{_lane};");
        }

        int bits = Math.Max(_sumBits, termBits);
        string zero = Verilog.Signed(_sumBits, 0);
        text.Rom("bias" + _lane, _sumBits, Slot("slot"), _rows.Select((row, slot) => ((long)slot, Verilog.Signed(_sumBits, rows.BiasOf(row)), "")), zero);
        text.Line($"wire signed {Verilog.Range(_sumBits)}base{_lane} = fresh{_lane} ? bias{_lane} : sum{_lane};");
        string next = $"{Verilog.Extend("base" + _lane, _sumBits, bits)} + {Verilog.Extend("term" + _lane, termBits, bits)}";
        if (bits == _sumBits)
        {
            text.Line($"wire signed {Verilog.Range(bits)}next{_lane} = {next};");
            return;
        }

        // The sum is known to fit.
        text.Line($"wire signed {Verilog.Range(bits)}total{_lane} = {next};");
        text.Line($"wire signed {Verilog.Range(_sumBits)}next{_lane} = total{_lane}[{Verilog.Text(_sumBits - 1)}:0];");
        text.Line($"wire unused{_lane} = &{{1'b0, total{_lane}[{Verilog.Text(bits - 1)}:{Verilog.Text(_sumBits)}]}};");
    }

    private (string Name, int Bits)? Slot(string register) => SlotBits == 0 ? null : (register + _lane, SlotBits);

    private void WriteResult(VerilogText text)
    {
        if (rows.IsMaximum)
        {
            text.Line($"wire signed [7:0] result{_lane} = sum{_lane};");
            return;
        }

        int bits = _sumBits + (IsScaled ? ResultText.MultiplierBits : 0);
        (string Name, int Bits)? address = rows.IsPerPixel ? ("pixel_at", Verilog.BitsFor(rows.Requantisations.Length)) : Slot("finished");
        Requantisation[] factors = rows.IsPerPixel ? rows.Requantisations : [.. _rows.Select(rows.RequantisationOf)];
        if (IsScaled)
        {
            text.Rom("multiplier" + _lane, ResultText.MultiplierBits, address, factors.Select((one, i) => ((long)i, Verilog.Unsigned(ResultText.MultiplierBits, one.Multiplier), "")), Verilog.Unsigned(ResultText.MultiplierBits, 0));
            text.Line($"wire signed {Verilog.Range(bits)}scaled{_lane} = {Verilog.Extend("sum" + _lane, _sumBits, bits)};");
            text.Line($"wire signed {Verilog.Range(bits)}scale{_lane} = {{{Verilog.Unsigned(bits - ResultText.MultiplierBits, 0)}, multiplier{_lane}}};");
            text.Line($"wire signed {Verilog.Range(bits)}product{_lane} = scaled{_lane} * scale{_lane};");
        }
        else
        {
            text.Line($"wire signed {Verilog.Range(bits)}product{_lane} = sum{_lane};");
        }

        text.Rom("shift" + _lane, 6, address, factors.Select((one, i) => ((long)i, Verilog.Unsigned(6, one.Shift), "")), Verilog.Unsigned(6, 0));
        ResultText.Write(text, _lane, bits, "shift" + _lane, rows.Epilogue);
    }
}
