using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Transposed convolution without the zeros that it is usually computed with.</summary>
/// <remarks>
/// With a stride of s, the outputs at places that are equal modulo s see the same taps. Each such phase becomes channels of an ordinary convolution over the input, whose rows have
/// the phase's taps alone; its outputs are then put at their places.
/// </remarks>
internal static class TransposedConv
{
    /// <summary>One axis of it.</summary>
    /// <param name="Kernel">Taps.</param>
    /// <param name="Stride">Outputs from one input to the next.</param>
    /// <param name="Dilation">Outputs from one tap to the next.</param>
    /// <param name="Cut">Outputs that are left out before the first.</param>
    /// <param name="Outputs">Outputs.</param>
    private readonly record struct Axis(int Kernel, int Stride, int Dilation, int Cut, int Outputs)
    {
        /// <summary>The input that the farthest tap reads is this far before the one under the first.</summary>
        public int Reach => (Kernel - 1) * Dilation / Stride;

        /// <summary>The place of the convolution that computes the first output, or an earlier one.</summary>
        public int First => Math.Min(Cut / Stride, Reach);

        /// <summary>The window of the convolution.</summary>
        public WindowAxis Window(int inputs)
        {
            int places = ((Outputs - 1 + Cut) / Stride) - First + 1, before = Reach - First;
            return new WindowAxis(Reach + 1, 1, 1, before, Math.Max(0, places - inputs - before + Reach));
        }
    }

    /// <summary>Imports a node.</summary>
    public static ImportedValue Import(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        ConstantTensor weights = node.Constant(1, "weights");
        int groups = node.Int("group", 1);
        int[] shape = weights.Shape;
        if (x.Rank < 3 || shape.Length != x.Rank || groups < 1 || shape[0] != x.Shape[1] || shape[0] % groups != 0 || weights.Count == 0)
        {
            throw node.Fail($"weights of shape {Shapes.Text(shape)} in {groups} groups for an input of shape {Shapes.Text(x.Shape)}", "[inputs, outputs / groups, window]");
        }

        int outputs = shape[1] * groups;
        float[] bias = node.OptionalConstant(2, "a bias")?.Floats ?? new float[outputs];
        if (bias.Length != outputs)
        {
            throw node.Fail($"{bias.Length} biases", $"one for each of {outputs} outputs");
        }

        Axis[] axes = Axes(node, [.. shape.Skip(2)], [.. x.Shape.Skip(2)]);
        int phases = Shapes.CountOf(axes.Select(axis => axis.Stride));
        Elements.CheckSize(node, [phases, outputs]);
        float[] biases = [.. Enumerable.Range(0, phases * outputs).Select(row => bias[row % outputs])];
        WindowAxis[] windows = [.. axes.Select((axis, i) => axis.Window(x.Shape[i + 2]))];
        ImportedValue all = Convolutions.Convolve(node, x, Matrix(weights, axes, groups, outputs), biases, windows, groups);
        return Interleave(node, all, axes, outputs);
    }

    private static Axis[] Axes(NodeContext node, int[] kernel, int[] image)
    {
        int count = image.Length;
        int[] strides = Windows.Positive(node, "strides", count), dilations = Windows.Positive(node, "dilations", count);
        int[] extra = node.Ints("output_padding") ?? new int[count], pads = node.Ints("pads") ?? new int[2 * count];
        int[]? wanted = node.Ints("output_shape");
        wanted = wanted is { } given && given.Length == count + 2 ? [.. given.Skip(2)] : wanted;
        string auto = node.Text("auto_pad", "NOTSET");
        if (extra.Length != count || pads.Length != 2 * count || extra.Concat(pads).Any(value => value is < 0 or > Shapes.MostElements) || wanted?.Length is { } length && length != count)
        {
            throw node.Fail($"pads {Shapes.Text(pads)} and output_padding {Shapes.Text(extra)}", $"values of 0 or more for {count} axes");
        }

        Axis[] axes = new Axis[count];
        for (int i = 0; i < count; i++)
        {
            long full = ((long)strides[i] * (image[i] - 1)) + extra[i] + ((long)(kernel[i] - 1) * dilations[i]) + 1;
            long outputs = wanted?[i] ?? (auto is "SAME_UPPER" or "SAME_LOWER" ? (long)image[i] * strides[i] : full - pads[i] - pads[count + i]);
            long total = Math.Max(0, full - outputs);
            long before = wanted is null && auto is "NOTSET" or "" ? pads[i] : auto == "VALID" ? 0 : auto == "SAME_UPPER" ? total / 2 : total - (total / 2);
            if (outputs < 1 || outputs > Shapes.MostElements || before < 0 || full > Shapes.MostElements)
            {
                throw node.Fail($"{outputs} outputs of {image[i]} inputs", "at least one, without padding of the output");
            }

            axes[i] = new Axis(kernel[i], strides[i], dilations[i], (int)before, (int)outputs);
        }

        return axes;
    }

    /// <summary>A row for each phase and output; in it the taps of the phase.</summary>
    private static CsrMatrix Matrix(ConstantTensor weights, Axis[] axes, int groups, int outputs)
    {
        Tensor tensor = weights.NonZeros;
        int[] shape = weights.Shape, strides = Shapes.Strides(shape);
        int taps = Shapes.CountOf(axes.Select(axis => axis.Reach + 1)), inputs = shape[0], phases = Shapes.CountOf(axes.Select(axis => axis.Stride));
        List<(int Row, int Column, float Value)> entries = [];
        for (int i = 0; i < tensor.Positions.Length; i++)
        {
            int input = (int)(tensor.Positions[i] / strides[0]), output = (int)(tensor.Positions[i] / strides[1] % shape[1]) + (input / (inputs / groups) * shape[1]);
            int phase = 0, column = input;
            for (int axis = 0; axis < axes.Length; axis++)
            {
                int tap = (int)(tensor.Positions[i] / strides[axis + 2] % shape[axis + 2]), at = tap * axes[axis].Dilation;
                phase = (phase * axes[axis].Stride) + (at % axes[axis].Stride);
                column = (column * (axes[axis].Reach + 1)) + axes[axis].Reach - (at / axes[axis].Stride);
            }

            entries.Add(((phase * outputs) + output, column, tensor.Values[i]));
        }

        entries.Sort((left, right) => left.Row != right.Row ? left.Row.CompareTo(right.Row) : left.Column.CompareTo(right.Column));
        int[] starts = new int[(phases * outputs) + 1];
        foreach ((int row, _, _) in entries)
        {
            starts[row + 1]++;
        }

        for (int row = 0; row < phases * outputs; row++)
        {
            starts[row + 1] += starts[row];
        }

        return new CsrMatrix(phases * outputs, inputs * taps, starts, [.. entries.Select(entry => entry.Column)], [.. entries.Select(entry => entry.Value)]);
    }

    /// <summary>Puts the outputs of all phases at their places.</summary>
    private static ImportedValue Interleave(NodeContext node, ImportedValue all, Axis[] axes, int outputs)
    {
        int[] strides = Shapes.Strides(all.Shape), shape = [all.Shape[0], outputs, .. axes.Select(axis => axis.Outputs)];
        ViewAxis[] view = new ViewAxis[shape.Length];
        (view[0], view[1]) = (ViewAxis.Strided(strides[0]), ViewAxis.Strided(strides[1]));
        int offset = 0;
        for (int axis = axes.Length - 1, weight = outputs * strides[1]; axis >= 0; weight *= axes[axis].Stride, axis--)
        {
            Axis own = axes[axis];
            int[] elements =
            [
                .. Enumerable.Range(own.Cut, own.Outputs).Select(place => (place % own.Stride * weight) + (((place / own.Stride) - own.First) * strides[axis + 2])),
            ];
            offset += elements[0];
            view[axis + 2] = ViewAxis.Listed([.. elements.Select(element => element - elements[0])]);
        }

        return Elements.Arrange(node, all, shape, new View(offset, view.ToEquatableArray()));
    }
}
