using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Convolution;

/// <summary>The order in which a convolution adds: taps ascend, channel by channel, the same in every kernel.</summary>
internal static class ConvArrangement
{
    /// <summary>The arrangement of a convolution; the one that is fixed where there is one.</summary>
    public static Arrangement Of(LayerContext context) => context.Fixed
        ?? new Arrangement(
            context.Node,
            isOutput: true,
            context.Matrix.Columns,
            Permutation.Identity(context.Matrix.Rows),
            new SparseRows(context.Matrix.RowStarts, context.Matrix.ColumnIndices, context.Matrix.Values));

    /// <summary>The convolution of an arrangement, a window of one pixel on every pixel being one row of them.</summary>
    public static Conv Conv(Arrangement layer) => ConvLayout.Flatten((Conv)layer.Layer);

    /// <summary>How many pixels, or vectors of them, a program takes at a time so that all take about as many: at most so many.</summary>
    public static int Tile(int count, int most)
    {
        int tiles = (count + most - 1) / most;
        return (count + tiles - 1) / tiles;
    }
}
