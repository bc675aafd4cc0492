using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>A matrix applied under a window that slides over one image or several, of any number of axes.</summary>
internal static class Convolutions
{
    /// <summary>Convolves.</summary>
    /// <param name="node">The node.</param>
    /// <param name="x">[images, channels, extents].</param>
    /// <param name="matrix">[outputs, channels x taps].</param>
    /// <param name="bias">One for each output.</param>
    /// <param name="windows">The window along each axis.</param>
    /// <param name="groups">Groups of channels that the dense operator connects.</param>
    /// <param name="scales">What each row of the matrix is multiples of; null for nothing.</param>
    // Parameters: data, as the operator has it.
    public static ImportedValue Convolve(NodeContext node, ImportedValue x, CsrMatrix matrix, float[] bias, WindowAxis[] windows, int groups, float[]? scales = null)
    {
        int[] image = [.. x.Shape.Skip(2)], outputs = [.. windows.Select((window, axis) => window.Outputs(image[axis]))];
        int[] shape = [x.Shape[0], matrix.Rows, .. outputs];
        Elements.CheckSize(node, shape);
        if (x.Shape[0] != 1 || image.Length > 2)
        {
            return OverWindows(node, x, (matrix, bias, scales), windows, shape);
        }

        WindowAxis none = new(1, 1, 1, 0, 0);
        SlidingWindow window = image.Length == 1 ? new SlidingWindow(none, windows[0]) : new SlidingWindow(windows[0], windows[1]);
        ImageShape input = image.Length == 1 ? new ImageShape(x.Shape[1], 1, image[0]) : new ImageShape(x.Shape[1], image[0], image[1]);
        Conv conv = new(matrix, bias, ActivationFunction.None, window, input) { Groups = groups, RowScales = scales };
        return node.Graph.Add(conv, x.Type, shape, node.Graph.As(x, [x.Shape[1], .. image]));
    }

    /// <summary>Several images, or windows of more than two axes: what each window sees is laid out first, and the matrix is applied at each place.</summary>
    private static ImportedValue OverWindows(NodeContext node, ImportedValue x, (CsrMatrix Matrix, float[] Bias, float[]? Scales) layer, WindowAxis[] windows, int[] shape)
    {
        CsrMatrix matrix = layer.Matrix;
        ImportedValue seen = Unfold(node, x, windows, Formula.Number(0), imagesLast: true);
        int places = Shapes.CountOf(shape) / matrix.Rows;
        WindowAxis point = new(1, 1, 1, 0, 0);
        Conv conv = new(matrix, layer.Bias, ActivationFunction.None, new SlidingWindow(point, point), new ImageShape(matrix.Columns, 1, places)) { RowScales = layer.Scales };
        ImportedValue product = node.Graph.Add(conv, x.Type, [matrix.Rows, shape[0], .. shape.Skip(2)], node.Graph.As(seen, matrix.Columns, places));
        return ArrangementOperators.Transpose(node, product, [1, 0, .. Enumerable.Range(2, shape.Length - 2)]);
    }

    /// <summary>What each window sees.</summary>
    /// <param name="node">The node.</param>
    /// <param name="x">[images, channels, extents].</param>
    /// <param name="windows">The window along each axis.</param>
    /// <param name="padding">What stands outside.</param>
    /// <param name="imagesLast">[channels, taps, images, places]; else [images, channels, places, taps].</param>
    public static ImportedValue Unfold(NodeContext node, ImportedValue x, WindowAxis[] windows, Expression padding, bool imagesLast)
    {
        int[] outputs = [.. windows.Select((window, axis) => window.Outputs(x.Shape[axis + 2]))], kernel = [.. windows.Select(window => window.Kernel)];
        int[] before = [0, 0, .. windows.Select(window => window.PadBefore)];

        // Behind the input as far as the last window reaches, whatever the padding there.
        int[] after = [0, 0, .. windows.Select((window, axis) => Math.Max(0, ((outputs[axis] - 1) * window.Stride) + window.Reach - window.PadBefore - x.Shape[axis + 2]))];
        ImportedValue padded = before.Concat(after).Any(pad => pad > 0) ? JoinOperators.Pad(node, x, before, after, padding) : x;
        int[] strides = Shapes.Strides(padded.Shape);
        int[] places = [.. windows.Select((window, axis) => window.Stride * strides[axis + 2])], taps = [.. windows.Select((window, axis) => window.Dilation * strides[axis + 2])];
        return imagesLast
            ? Elements.Arrange(node, padded, [x.Shape[1], .. kernel, x.Shape[0], .. outputs], View.Strided(0, [strides[1], .. taps, strides[0], .. places]))
            : Elements.Arrange(node, padded, [x.Shape[0], x.Shape[1], .. outputs, .. kernel], View.Strided(0, [strides[0], strides[1], .. places, .. taps]));
    }
}
