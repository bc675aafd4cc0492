using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Software;

/// <summary>The programs of targets without FMA hardware, for 128-bit vectors and for plain code: eight or four rows side by side, their sums held as doubles that are rounded to floats at every step.</summary>
/// <remarks>
/// A float product is exact in double precision, and rounding the sum twice is as good as once but where the first result lies half-way between two floats and is not exact. Kernels only note where
/// that may be; the sums of such a block are computed again by <c>SoftwareSums.Again</c>. That it is half-way takes three instructions for two lanes to see, that it is exact six more: 1.0 ns
/// a weight against 1.5 (2.5 GHz). Where weights have few bits, as those that were rounded to bfloat16 or int8, nearly every block has an exact sum half-way, and the six are well spent.
/// Eight rows are enough chains for the latency of two conversions and an addition: sixteen were no faster, and leave more lanes idle.
/// </remarks>
internal static class SoftwareLowering
{
    /// <summary>2^-120: sums below the normal floats are exact where every product is 0 or at least this.</summary>
    private const double LeastProduct = 7.52316384526264E-37;

    /// <summary>Rows side by side, for a width of 4 or 1.</summary>
    public static int Rows(int width) => width == 1 ? 4 : 8;

    /// <summary>The program of a layer for a width of 4 or 1.</summary>
    public static LaneProgram Lower(Arrangement layer, int width)
    {
        int rows = Rows(width);
        string how = layer.SumsFirst ? "inputs added or subtracted in floats" : "inputs and sums as doubles";
        LaneOp[] body = layer.SumsFirst ? GatherPanels.Body(layer, width, rows / width) : Body(layer, width, rows);
        return new LaneProgram(LaneProgram.NameOf(width, isSoftware: true), $"{rows} rows side by side, {how}", width, GatherPanels.SignatureOf(layer), body)
        {
            Recipe = new GatherRecipe(rows, layer.Passes),
            IsSoftware = true,
            Wide = layer.SumsFirst ? null : new WideInput(InputSlots(layer), LeastInput(layer)),
            Rows = rows,
        };
    }

    /// <summary>Slots up to the last that a weight reads: what lies behind them may be anything, denormals that take a hundred cycles each among it.</summary>
    private static int InputSlots(Arrangement layer) => layer.Rows.Slots.DefaultIfEmpty(-1).Max() + 1;

    /// <summary>Inputs smaller than this, but not 0, may have products too small for the kernel.</summary>
    private static float LeastInput(Arrangement layer)
    {
        float least = float.PositiveInfinity;
        foreach (float weight in layer.Rows.Weights)
        {
            // NaN is not below anything.
            least = weight != 0f && Math.Abs(weight) < least ? Math.Abs(weight) : least;
        }

        return (float)(LeastProduct / least);
    }

    /// <summary>
    /// More than one weight of a thousand has at most 12 bits: products with inputs of 24 have few more than a float, and half-way sums are frequent. One weight of 4,096 has so few by chance.
    /// </summary>
    private static bool HasShortWeights(Arrangement layer)
    {
        const long Rest = (1L << (53 - 12)) - 1;
        int few = layer.Rows.Weights.Count(weight => (BitConverter.DoubleToInt64Bits(weight) & Rest) == 0);
        return few * 1000L > layer.Rows.Weights.Length;
    }

    private static LaneOp[] Body(Arrangement layer, int width, int rows)
    {
        int registers = rows / width;
        List<LaneOp> panel = [.. Enumerable.Range(0, registers).Select(i => new LoadWideBias(i, i * width))];
        List<LaneOp> step = [new MultiplyAddWide(registers, HasShortWeights(layer)), new Advance(LaneTable.Slots, rows), new Advance(LaneTable.Weights, rows)];
        panel.AddRange([new Loop(null, step.ToEquatableArray()), new Settle(registers)]);
        LayerEpilogue.Add(panel, layer, registers, width);
        panel.AddRange([new Advance(LaneTable.Bias, rows), new Advance(LaneTable.Output, rows)]);
        return [new Loop((layer.Positions + rows - 1) / rows, panel.ToEquatableArray())];
    }
}
