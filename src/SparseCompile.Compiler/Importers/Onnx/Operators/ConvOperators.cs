using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Convolutions.</summary>
internal static class ConvOperators
{
    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["Conv"] = node => [Conv(node)],
        ["ConvTranspose"] = node => [TransposedConv.Import(node)],
    };

    /// <summary>The weights of a convolution: a row for each output channel, a column for each input channel and tap.</summary>
    /// <param name="weights">[outputs, inputs / groups, window].</param>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="groups">Groups of channels.</param>
    public static CsrMatrix Matrix(ConstantTensor weights, int channels, int groups)
    {
        Tensor tensor = weights.NonZeros;
        int outputs = weights.Shape[0], taps = Shapes.CountOf(weights.Shape.Skip(2)), perGroup = channels / groups * taps;
        int[] starts = new int[outputs + 1], columns = new int[tensor.Positions.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            int row = (int)(tensor.Positions[i] / perGroup);
            columns[i] = (int)(tensor.Positions[i] % perGroup) + (row / (outputs / groups) * perGroup);
            starts[row + 1] = i + 1;
        }

        for (int row = 0; row < outputs; row++)
        {
            starts[row + 1] = Math.Max(starts[row], starts[row + 1]);
        }

        return new CsrMatrix(outputs, channels * taps, starts, columns, tensor.Values);
    }

    private static ImportedValue Conv(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        ConstantTensor weights = node.Constant(1, "weights");
        int groups = node.Int("group", 1);
        int[] shape = weights.Shape;
        if (x.Rank < 3 || shape.Length != x.Rank || groups < 1 || shape[0] % groups != 0 || (long)shape[1] * groups != x.Shape[1] || weights.Count == 0 || x.Count == 0)
        {
            throw node.Fail($"weights of shape {Shapes.Text(shape)} in {groups} groups for an input of shape {Shapes.Text(x.Shape)}", "[outputs, inputs / groups, window]");
        }

        int[] kernel = [.. shape.Skip(2)];
        if (node.Ints("kernel_shape") is { } stated && !stated.SequenceEqual(kernel))
        {
            throw node.Fail($"kernel_shape {Shapes.Text(stated)} and weights of shape {Shapes.Text(shape)}", "the same window");
        }

        float[] bias = node.OptionalConstant(2, "a bias")?.Floats ?? new float[shape[0]];
        if (bias.Length != shape[0])
        {
            throw node.Fail($"{bias.Length} biases", $"one for each of {shape[0]} outputs");
        }

        WindowAxis[] windows = Windows.Of(node, kernel, [.. x.Shape.Skip(2)]);
        if (node.Graph.PaddingOf(x) is { } padding)
        {
            // The window pads: the same outputs, without a copy of the input.
            x = padding.Value;
            windows = [.. windows.Select((window, axis) => window with { PadBefore = window.PadBefore + padding.Before[axis + 2], PadAfter = window.PadAfter + padding.After[axis + 2] })];
        }

        return Convolutions.Convolve(node, x, Matrix(weights, x.Shape[1], groups), bias, windows, groups, weights.Steps?.Along(0, shape[0]));
    }
}
