using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Quantization.Nodes;

namespace SparseCompile.Compiler.Rtl.Stages;

/// <summary>What each operator computes of a window.</summary>
internal static class RowPrograms
{
    /// <summary>The non-zeros of a layer, in ascending order of their columns.</summary>
    public static RowProgram Of(QuantizedLayer node)
    {
        QuantizedMatrix matrix = node.Weights;
        int taps = node.Conv?.Window.Taps ?? 1, channels = node.Conv?.Input.Channels ?? matrix.Columns;
        int[] elements = [.. matrix.ColumnIndices.Select(column => (column % taps * channels) + (column / taps))];
        return new RowProgram(matrix.RowStarts, elements, [.. matrix.Values.Select(value => (int)value)], taps * channels)
        {
            Bias = node.Bias,
            Requantisations = node.Requantisations,
            Epilogue = node.Epilogue,
        };
    }

    /// <summary>The taps of each channel.</summary>
    public static RowProgram Of(QuantizedMaxPool node) => Taps(node.Pool) with { IsMaximum = true };

    /// <summary>The taps of each channel.</summary>
    public static RowProgram Of(QuantizedAveragePool node)
    {
        bool isUniform = node.Requantisations.Distinct().Count() == 1;
        return Taps(node.Pool) with { Requantisations = isUniform ? [node.Requantisations[0]] : node.Requantisations, IsPerPixel = !isUniform };
    }

    /// <summary>An element of each operand for each channel.</summary>
    public static RowProgram Of(QuantizedAdd node, int channels)
    {
        int operands = node.Multipliers.Length;
        return new RowProgram(
            [.. Enumerable.Range(0, channels + 1).Select(row => row * operands)],
            [.. Enumerable.Range(0, channels * operands).Select(i => (i % operands * channels) + (i / operands))],
            [.. Enumerable.Range(0, channels * operands).Select(i => node.Multipliers[i % operands])],
            channels * operands)
        {
            Requantisations = [node.Requantisation],
            Epilogue = node.Epilogue,
        };
    }

    private static RowProgram Taps(Pool pool)
    {
        int taps = pool.Window.Taps, channels = pool.Input.Channels;
        return new RowProgram(
            [.. Enumerable.Range(0, channels + 1).Select(row => row * taps)],
            [.. Enumerable.Range(0, channels * taps).Select(i => (i % taps * channels) + (i / taps))],
            [.. Enumerable.Repeat(1, channels * taps)],
            taps * channels);
    }
}
