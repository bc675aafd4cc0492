using SparseCompile.Compiler.CSharp.Dialects;
using SparseCompile.Compiler.Lanes.Ops;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Kernels;

/// <summary>Sums held as doubles: a register of four floats is two of two doubles, and one float is a double.</summary>
internal static class WideSums
{
    private static readonly string[] Halves = ["low", "high"];

    /// <summary>Prints the sums' beginning.</summary>
    public static void PrintBias(KernelBody body, LaneDialect dialect, LoadWideBias op)
    {
        if (op.Target == 0)
        {
            body.Declare("doubts", dialect.Lanes == 1 ? "bool" : $"{Vector128}<uint>", dialect.Lanes == 1 ? "doubt != 0" : $"{Vector128}.Create(doubt)");
        }

        if (dialect.Lanes == 1)
        {
            body.Declare("wide" + Literals.Integer(op.Target), "double", dialect.Load(KernelBody.At("bias", op.Offset)));
            return;
        }

        PrintHalves(body, op.Target, op.Offset, (_, offset) => $"{SoftwareFma}.Load({KernelBody.At("bias", offset)})");
    }

    /// <summary>Prints a step.</summary>
    public static void PrintMultiplyAdds(KernelBody body, LaneDialect dialect, MultiplyAddWide op)
    {
        if (dialect.Lanes == 1)
        {
            // All products first: converting a weight leaves half a register as it was, and waits for whatever sum that register held.
            for (int i = 0; i < op.Registers; i++)
            {
                body.Declare("product" + Literals.Integer(i), "double", $"{dialect.Load(KernelBody.At("weights", i))} * input[slots[{i}]]");
            }

            for (int i = 0; i < op.Registers; i++)
            {
                body.Declare($"wide{i}", "double", $"{SoftwareFma}.AddChecked(product{i}, wide{i}, ref doubts)");
            }

            return;
        }

        string function = op.IsChecked ? $"{SoftwareFma}.MultiplyAddChecked" : $"{SoftwareFma}.MultiplyAdd";
        for (int i = 0; i < op.Registers; i++)
        {
            PrintHalves(body, i, i * dialect.Lanes, (name, offset) =>
                $"{function}({SoftwareFma}.Load({KernelBody.At("weights", offset)}), {Vector128}.Create(input[slots[{offset}]], input[slots[{offset + 1}]]), {name}, ref doubts)");
        }
    }

    /// <summary>Prints how sums become floats, and are computed again where a rounding was in doubt.</summary>
    public static void PrintSettle(SourceWriter writer, KernelBody body, LaneDialect dialect, int registers)
    {
        bool isPlain = dialect.Lanes == 1;
        for (int i = 0; i < registers; i++)
        {
            body.Assign(i, isPlain ? $"(float)wide{i}" : $"{Vector128}.Narrow(low{i}, high{i})");
        }

        using (writer.Open(isPlain ? "if (doubts)" : $"if (doubts != {Vector128}<uint>.Zero)"))
        {
            writer.Line($"{SoftwareSums}.{(isPlain ? "AgainPlain" : "Again")}(input, output, bias, counts[-1], slots, weights);");
            for (int i = 0; i < registers; i++)
            {
                body.Assign(i, dialect.Load(KernelBody.At("output", i * dialect.Lanes)));
            }
        }
    }

    private static void PrintHalves(KernelBody body, int register, int offset, Func<string, int, string> expression)
    {
        foreach (string half in Halves)
        {
            string name = half + Literals.Integer(register);
            body.Declare(name, $"{Vector128}<double>", expression(name, offset));
            offset += 2;
        }
    }
}
