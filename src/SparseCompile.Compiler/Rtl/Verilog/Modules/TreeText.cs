using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Verilog.Modules;

/// <summary>One row of a spatial stage: a multiplier for each term, a tree of registered adders, and the requantisation in shifts and additions.</summary>
/// <param name="rows">What the stage computes.</param>
/// <param name="row">Which row.</param>
internal sealed class TreeText(RowProgram rows, int row)
{
    private readonly string _row = Verilog.Text(row);
    private readonly int _first = rows.Starts[row], _count = rows.Length(row);

    /// <summary>Multiplications by weights: one for each non-zero of a layer, none where a weight is no weight of the network's.</summary>
    private bool IsMultiplied => !rows.IsUnweighted && rows.WeightBits <= 8;

    private int TermBits => rows.IsUnweighted ? 8 : 8 + rows.WeightBits;

    /// <summary>The result of the row: a register, or a constant.</summary>
    public string Result => _count == 0 ? Verilog.Signed(8, rows.Constant(row)) : "output" + _row;

    /// <summary>Writes the row.</summary>
    public void Write(VerilogText text)
    {
        text.Line().Line($"// Row {_row}.");
        List<string> lines = [];
        List<string> level = [.. Enumerable.Range(0, _count).Select(term => WriteTerm(text, lines, term))];
        int bits = TermBits, levels = TreeShape.Levels(rows);
        for (int depth = 1; depth <= levels; depth++)
        {
            int wider = rows.IsMaximum || level.Count == 1 ? bits : bits + 1;
            level = WriteLevel(text, lines, level, (depth, bits, wider));
            bits = wider;
        }

        WriteResult(text, level[0], bits);
        lines.Add($"output{_row} <= result{_row};");
        text.Line($"reg signed [7:0] output{_row};");
        text.Clocked(() => text.Block("if (move) begin", "end", () => text.Lines(lines)));
    }

    private string WriteTerm(VerilogText text, List<string> lines, int term)
    {
        string name = $"{_row}_{Verilog.Text(term)}", element = Verilog.Byte("window", rows.Elements[_first + term]);
        int weight = rows.Weights[_first + term];
        text.Line($"reg signed {Verilog.Range(TermBits)}term{name};");
        if (rows.IsUnweighted)
        {
            lines.Add($"term{name} <= {element};");
            return "term" + name;
        }

        text.Line($"wire signed [7:0] element{name} = {element};");
        text.Line($"wire signed {Verilog.Range(TermBits)}wide{name} = {Verilog.Extend("element" + name, 8, TermBits)};");
        lines.Add(IsMultiplied
            ? $"term{name} <= wide{name} * {Verilog.Signed(TermBits, weight)};"
            : $"term{name} <= {ShiftsAndAdditions("wide" + name, TermBits, weight)};");
        return "term" + name;
    }

    private List<string> WriteLevel(VerilogText text, List<string> lines, List<string> below, (int Depth, int From, int To) level)
    {
        List<string> names = [];
        for (int i = 0; i < below.Count; i += 2)
        {
            string name = $"level{_row}_{Verilog.Text(level.Depth)}_{Verilog.Text(i / 2)}";
            string left = Verilog.Extend(below[i], level.From, level.To);
            text.Line($"reg signed {Verilog.Range(level.To)}{name};");
            lines.Add(i + 1 == below.Count ? $"{name} <= {left};"
                : rows.IsMaximum ? $"{name} <= {below[i]} > {below[i + 1]} ? {below[i]} : {below[i + 1]};"
                : $"{name} <= {left} + {Verilog.Extend(below[i + 1], level.From, level.To)};");
            names.Add(name);
        }

        return names;
    }

    private void WriteResult(VerilogText text, string sum, int bits)
    {
        if (rows.IsMaximum)
        {
            text.Line($"wire signed [7:0] result{_row} = {sum};");
            return;
        }

        Requantisation[] factors = rows.IsPerPixel ? [.. rows.Requantisations.Distinct()] : [rows.RequantisationOf(row)];
        int wide = Math.Max(rows.SumBits, bits) + 1 + ResultText.MultiplierBits;
        text.Line($"wire signed {Verilog.Range(wide)}biased{_row} = {Verilog.Extend(sum, bits, wide)} + {Verilog.Signed(wide, rows.BiasOf(row))};");
        for (int i = 0; i < factors.Length; i++)
        {
            string name = factors.Length == 1 ? _row : $"{_row}_{Verilog.Text(i)}";
            text.Line($"wire signed {Verilog.Range(wide)}product{name} = {ShiftsAndAdditions("biased" + _row, wide, factors[i].Multiplier)};");
            ResultText.Write(text, name, wide, Verilog.Unsigned(6, factors[i].Shift), rows.Epilogue);
        }

        if (factors.Length > 1)
        {
            IEnumerable<(long, string, string)> choices = rows.Requantisations.Select((one, pixel) => ((long)pixel, $"result{_row}_{Verilog.Text(Array.IndexOf(factors, one))}", ""));
            text.Rom("result" + _row, 8, ("pixel_at", Verilog.BitsFor(rows.Requantisations.Length)), choices, Verilog.Unsigned(8, 0));
        }
    }

    /// <summary>A product with a constant that is no weight: its digits -1, 0 and 1, of which no two that are not 0 are neighbours.</summary>
    private static string ShiftsAndAdditions(string name, int bits, int constant)
    {
        string product = "";
        int shift = 0;
        for (int left = constant; left != 0; left >>= 1, shift++)
        {
            if ((left & 1) == 0)
            {
                continue;
            }

            int digit = (left & 3) == 3 ? -1 : 1;
            left -= digit;
            string term = shift == 0 ? name : $"({name} <<< {Verilog.Text(shift)})";
            product = product.Length == 0 ? (digit < 0 ? "-" : "") + term : $"{product} {(digit < 0 ? "-" : "+")} {term}";
        }

        return product.Length == 0 ? $"{name} & {Verilog.Signed(bits, 0)}" : product;
    }
}
