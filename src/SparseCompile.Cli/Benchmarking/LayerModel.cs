using SparseCompile.Cli.Conversion;
using SparseCompile.Cli.Conversion.Writers;
using SparseCompile.Cli.Inspection;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Benchmarking;

/// <summary>A layer as a model of its own: its weights in a file, and a declaration.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="File">Its weights.</param>
internal sealed record LayerModel(SparseDeclaration Declaration, WeightFile File)
{
    /// <summary>Makes a model of a layer. Its activation is left out: that of the baselines is too.</summary>
    /// <param name="layer">A layer with weights.</param>
    /// <param name="folder">Where to write its weights.</param>
    public static LayerModel Of(InspectedLayer layer, string folder)
    {
        MatrixOperator op = layer.Weighted!.Layer;
        (ImageShape image, SlidingWindow window) = op is Conv { Input: var input, Window: var slid } ? (input, slid) : default;
        long[] shape = op is Conv ? [op.Outputs, image.Channels, window.Y.Kernel, window.X.Kernel] : [op.Outputs, op.Inputs];
        string path = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".safetensors");
        long[] positions = [.. Enumerable.Range(0, op.Outputs).SelectMany(row => Enumerable.Range(op.Weights.RowStarts[row], op.Weights.RowLength(row)).Select(k => ((long)row * op.Inputs) + op.Weights.ColumnIndices[k]))];
        WeightWriters.Write(path, [new StoredTensor("layer.weight", shape, positions, op.Weights.Values), new StoredTensor("layer.bias", [op.Outputs], [.. Enumerable.Range(0, op.Outputs).Select(i => (long)i)], op.Bias)]);
        LayerDeclaration declared = op is Conv
            ? new ConvDeclaration("layer", null, null, false, Declared(window), 1, ActivationFunction.None, null) { InputSparsity = layer.InputSparsity }
            : new LinearDeclaration("layer", null, null, false, ActivationFunction.None, null) { InputSparsity = layer.InputSparsity };
        TypeDeclaration type = new("Layers", new EquatableArray<string>(["public static partial class Layer"]), "Layer", "Layers.Layer");
        int[] extents = op is Conv ? [image.Channels, image.Height, image.Width] : [op.Inputs];
        ModelDeclaration model = new(type, "layer.safetensors", UnrollingMode.Auto, new EquatableArray<int>(extents), new EquatableArray<LayerDeclaration>([declared]), null);
        return new LayerModel(model, WeightFile.Open(path, "layer.safetensors"));
    }

    private static WindowDeclaration Declared(SlidingWindow window)
    {
        // Padding that differs from side to side is what makes sizes the same.
        bool isSame = window.Y.PadBefore != window.Y.PadAfter || window.X.PadBefore != window.X.PadAfter;
        return new WindowDeclaration(Axis(window.Y), Axis(window.X), isSame);

        static AxisDeclaration Axis(WindowAxis axis) => new(0, axis.Stride, axis.PadBefore, axis.Dilation);
    }
}
