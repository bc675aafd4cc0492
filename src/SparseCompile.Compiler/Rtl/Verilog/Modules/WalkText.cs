using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Verilog.Modules;

/// <summary>The walk over an image: counters, line buffers, window registers. It goes on in each cycle in which the wire <c>go</c> is set.</summary>
/// <param name="walk">The walk.</param>
/// <param name="channels">Bytes of a pixel.</param>
internal sealed class WalkText(WindowWalk walk, int channels)
{
    private readonly int _rowBits = Verilog.BitsFor(walk.Height), _columnBits = Verilog.BitsFor(walk.Width), _bits = 8 * channels;

    /// <summary>Rows of the window that a tap lies in.</summary>
    private IEnumerable<int> TapRows => Enumerable.Range(0, walk.Window.Y.Kernel).Select(tap => tap * walk.Window.Y.Dilation);

    /// <summary>The elements of a window, tap by tap.</summary>
    public string Window => Verilog.Bytes(TapRows.SelectMany(row => Enumerable.Range(0, walk.Window.X.Kernel).Select(tap => Name(row, tap * walk.Window.X.Dilation))));

    /// <summary>Writes the position and what is known of it: <c>on_image</c> and <c>completes</c>.</summary>
    public void WritePosition(VerilogText text)
    {
        text.Line($"// The position of the walk: {Verilog.Text(walk.Height)} rows of {Verilog.Text(walk.Width)}, padding included.");
        WriteCounter(text, "row_at", _rowBits);
        WriteCounter(text, "column_at", _columnBits);
        WriteSet(text, "row_inside", ("row_at", _rowBits), walk.InsideRows, walk.Height);
        WriteSet(text, "column_inside", ("column_at", _columnBits), walk.InsideColumns, walk.Width);
        WriteSet(text, "row_completes", ("row_at", _rowBits), walk.CompleteRows, walk.Height);
        WriteSet(text, "column_completes", ("column_at", _columnBits), walk.CompleteColumns, walk.Width);
        text.Line("wire on_image = row_inside && column_inside;");
        text.Line("wire completes = row_completes && column_completes;");
    }

    /// <summary>Writes line buffers and window registers.</summary>
    public void WriteBuffers(VerilogText text)
    {
        int lines = walk.Window.Y.Reach - 1, last = walk.Window.X.Reach - 1;
        string padding = $"{{{Verilog.Text(channels)}{{8'h{(walk.Padding & 255).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)}}}}}";
        bool isPadded = walk.Height > walk.Image.Height || walk.Width > walk.Image.Width;
        text.Line($"wire {Verilog.Range(_bits)}pixel = {(isPadded ? $"on_image ? s_axis_tdata : {padding}" : "s_axis_tdata")};");
        for (int line = 1; line <= lines; line++)
        {
            text.Line($"reg {Verilog.Range(_bits)}line{Verilog.Text(line)} [0:{Verilog.Text(walk.Width - 1)}];");
        }

        foreach (int row in TapRows)
        {
            text.Line($"wire {Verilog.Range(_bits)}column{Verilog.Text(row)} = {(row == lines ? "pixel" : Line(lines - row))};");
            text.Lines(Enumerable.Range(0, last + 1).Select(column => $"reg {Verilog.Range(_bits)}{Name(row, column)};"));
        }

        text.Clocked(() => text.Block("if (go) begin", "end", () =>
        {
            text.Lines(Enumerable.Range(1, lines).Select(line => $"{Line(line)} <= {(line == 1 ? "pixel" : Line(line - 1))};"));
            foreach (int row in TapRows)
            {
                text.Lines(Enumerable.Range(0, last + 1).Select(column => $"{Name(row, column)} <= {(column == last ? "column" + Verilog.Text(row) : Name(row, column + 1))};"));
            }
        }));
    }

    /// <summary>Lines that put the position back to the first.</summary>
    public IEnumerable<string> Reset()
    {
        if (_rowBits > 0)
        {
            yield return $"row_at <= {Verilog.Unsigned(_rowBits, 0)};";
        }

        if (_columnBits > 0)
        {
            yield return $"column_at <= {Verilog.Unsigned(_columnBits, 0)};";
        }
    }

    /// <summary>Lines that move the position to the next.</summary>
    public IEnumerable<string> Advance()
    {
        string row = $"row_at <= row_at == {Verilog.Unsigned(_rowBits, walk.Height - 1)} ? {Verilog.Unsigned(_rowBits, 0)} : row_at + {Verilog.Unsigned(_rowBits, 1)};";
        if (_columnBits > 0)
        {
            string last = $"column_at == {Verilog.Unsigned(_columnBits, walk.Width - 1)}";
            yield return $"column_at <= {last} ? {Verilog.Unsigned(_columnBits, 0)} : column_at + {Verilog.Unsigned(_columnBits, 1)};";
            if (_rowBits > 0)
            {
                yield return $"if ({last}) {row}";
            }
        }
        else if (_rowBits > 0)
        {
            yield return row;
        }
    }

    private static string Name(int row, int column) => $"window{Verilog.Text(row)}_{Verilog.Text(column)}";

    private static void WriteCounter(VerilogText text, string name, int bits)
    {
        if (bits > 0)
        {
            text.Line($"reg {Verilog.Range(bits)}{name};");
        }
    }

    private static void WriteSet(VerilogText text, string name, (string Name, int Bits) counter, IEnumerable<int> members, int all)
    {
        int[] set = [.. members];
        if (set.Length == all)
        {
            text.Line($"wire {name} = 1'b1;");
            return;
        }

        text.Line($"reg {name};");
        text.Block("always @* begin", "end", () => text.Block($"case ({counter.Name})", "endcase", () =>
        {
            text.Line($"{string.Join(", ", set.Select(member => Verilog.Unsigned(counter.Bits, member)))}: {name} = 1'b1;");
            text.Line($"default: {name} = 1'b0;");
        }));
    }

    private string Line(int line) => $"line{Verilog.Text(line)}[{(_columnBits == 0 ? "0" : "column_at")}]";
}
