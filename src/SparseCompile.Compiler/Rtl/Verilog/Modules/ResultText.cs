using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Verilog.Modules;

/// <summary>From a scaled sum to the int8 that is stored: rounded, clamped, looked up.</summary>
internal static class ResultText
{
    /// <summary>Bits that a multiplier adds to a sum.</summary>
    public const int MultiplierBits = 17;

    /// <summary>Writes the table of an activation, as the function <c>activation</c>; nothing where there is none.</summary>
    public static void WriteTable(VerilogText text, RowProgram rows)
    {
        if (rows.Epilogue.Table.Count == 0)
        {
            return;
        }

        text.Block("function signed [7:0] activation;", "endfunction", () =>
        {
            text.Line("input signed [7:0] value;");
            text.Block("case (value)", "endcase", () =>
            {
                for (int value = -128; value < 127; value++)
                {
                    text.Line($"{Verilog.Signed(8, value)}: activation = {Verilog.Signed(8, rows.Epilogue.Table[value + 128])};");
                }

                text.Line($"default: activation = {Verilog.Signed(8, rows.Epilogue.Table[255])};");
            });
        });
        text.Line();
    }

    /// <summary>Writes a wire <c>result...</c> that is a product, shifted and rounded, clamped and looked up.</summary>
    /// <param name="text">Where it goes.</param>
    /// <param name="suffix">What the names end in.</param>
    /// <param name="bits">Bits of the product, a signed wire <c>product...</c>.</param>
    /// <param name="shift">The shift, as an expression.</param>
    /// <param name="epilogue">The bounds.</param>
    public static void Write(VerilogText text, string suffix, int bits, string shift, QuantizedEpilogue epilogue)
    {
        // One bit below: shifted down, it is the half that rounds.
        string wide = Verilog.Range(bits + 1), all = Verilog.Text(bits);
        text.Line($"wire signed {wide}doubled{suffix} = {{product{suffix}, 1'b0}};");
        text.Line($"wire signed {wide}shifted{suffix} = doubled{suffix} >>> {shift};");
        text.Line($"wire signed {wide}rounded{suffix} = {{shifted{suffix}[{all}], shifted{suffix}[{all}:1]}} + {{{Verilog.Unsigned(bits, 0)}, shifted{suffix}[0]}};");
        string high = Verilog.Signed(bits + 1, epilogue.High), low = Verilog.Signed(bits + 1, epilogue.Low);
        string clamped = $"rounded{suffix} > {high} ? {Verilog.Signed(8, epilogue.High)} : rounded{suffix} < {low} ? {Verilog.Signed(8, epilogue.Low)} : rounded{suffix}[7:0]";
        if (epilogue.Table.Count == 0)
        {
            text.Line($"wire signed [7:0] result{suffix} = {clamped};");
        }
        else
        {
            text.Line($"wire signed [7:0] clamped{suffix} = {clamped};");
            text.Line($"wire signed [7:0] result{suffix} = activation(clamped{suffix});");
        }
    }
}
