using System.Text;

namespace SparseCompile.Compiler.Rtl.Verilog;

/// <summary>Lines of Verilog, indented by two spaces a level; LF.</summary>
internal sealed class VerilogText
{
    /// <summary>Bits of an address that one <c>case</c> decides. Verilator makes a search tree of one of up to 12 bits, and tries the entries of a wider one in turn.</summary>
    private const int PageBits = 10;

    private readonly StringBuilder _text = new();
    private int _level;

    /// <summary>Adds a line; an empty one for none.</summary>
    public VerilogText Line(string line = "")
    {
        _text.Append(' ', line.Length == 0 ? 0 : 2 * _level).Append(line).Append('\n');
        return this;
    }

    /// <summary>Adds lines.</summary>
    public VerilogText Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }

        return this;
    }

    /// <summary>A block: a head, indented lines, an end.</summary>
    public VerilogText Block(string head, string end, Action body)
    {
        Line(head);
        _level++;
        body();
        _level--;
        return Line(end);
    }

    /// <summary>What happens at each rising edge of the clock.</summary>
    public VerilogText Clocked(Action body) => Block("always @(posedge aclk) begin", "end", body);

    /// <summary>A ROM: a register that a case gives its value.</summary>
    /// <param name="name">The register, which is declared too.</param>
    /// <param name="bits">Its bits.</param>
    /// <param name="address">What is asked for; null where there is one entry.</param>
    /// <param name="entries">Values by address, with a remark or none.</param>
    /// <param name="otherwise">The value of every other address.</param>
    public VerilogText Rom(string name, int bits, (string Name, int Bits)? address, IEnumerable<(long Address, string Value, string Remark)> entries, string otherwise)
    {
        (long Address, string Value, string Remark)[] all = [.. entries];
        if (address is not { } asked)
        {
            string remark = all.Length == 0 || all[0].Remark.Length == 0 ? "" : " // " + all[0].Remark;
            return Line($"wire {Verilog.Range(bits)}{name} = {(all.Length == 0 ? otherwise : all[0].Value)};{remark}");
        }

        Line($"reg {Verilog.Range(bits)}{name};");
        string last = $"default: {name} = {otherwise};";
        return Block("always @* begin", "end", () =>
        {
            if (asked.Bits <= PageBits)
            {
                WriteCase(asked.Name, asked.Bits, name, all, last);
                return;
            }

            Block($"case ({asked.Name}[{Verilog.Text(asked.Bits - 1)}:{Verilog.Text(PageBits)}])", "endcase", () =>
            {
                foreach (IGrouping<long, (long Address, string Value, string Remark)> page in all.GroupBy(entry => entry.Address >> PageBits))
                {
                    Line($"{Verilog.Unsigned(asked.Bits - PageBits, page.Key)}:");
                    WriteCase($"{asked.Name}[{Verilog.Text(PageBits - 1)}:0]", PageBits, name, page.Select(entry => (entry.Address & ((1 << PageBits) - 1), entry.Value, entry.Remark)), last);
                }

                Line(last);
            });
        });
    }

    private void WriteCase(string asked, int bits, string name, IEnumerable<(long Address, string Value, string Remark)> entries, string last) => Block($"case ({asked})", "endcase", () =>
    {
        foreach ((long number, string value, string remark) in entries)
        {
            Line($"{Verilog.Unsigned(bits, number)}: {name} = {value};{(remark.Length == 0 ? "" : " // " + remark)}");
        }

        Line(last);
    });

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
