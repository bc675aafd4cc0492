using SparseCompile.Benchmarks.Peers.OnnxRuntime;

namespace SparseCompile.Benchmarks.Images;

/// <summary>A network on images, one layer after the other.</summary>
/// <param name="Input">The shape of one image.</param>
/// <param name="Layers">The layers.</param>
internal sealed record ImageNetwork(ImageShape Input, IReadOnlyList<ImageLayer> Layers)
{
    /// <summary>What the peers are given where they lack a layer of this network; its outputs differ.</summary>
    public ImageNetwork? Twin { get; init; }

    /// <summary>The shape of the result.</summary>
    public ImageShape Output => Layers.Aggregate(Input, (shape, layer) => layer.Output(shape));

    /// <summary>Runs it in double precision.</summary>
    public Estimate Evaluate(ReadOnlySpan<float> image)
    {
        Estimate value = Estimate.Exact(image);
        ImageShape shape = Input;
        foreach (ImageLayer layer in Layers)
        {
            (value, shape) = (layer.Evaluate(value, shape), layer.Output(shape));
        }

        return value;
    }

    /// <summary>The bytes of the ONNX model.</summary>
    /// <param name="batch">Images in one call.</param>
    public byte[] ToOnnx(int batch)
    {
        OnnxGraph graph = new();
        string value = OnnxModelWriter.InputName;
        ImageShape shape = Input;
        foreach (ImageLayer layer in Layers)
        {
            (value, shape) = (layer.Append(graph, value, shape), layer.Output(shape));
        }

        return graph.Finish(InputShape(batch), value, OutputShape(batch));
    }

    /// <summary>The input as ONNX has it.</summary>
    public int[] InputShape(int batch) => [batch, Input.Channels, Input.Height, Input.Width];

    /// <summary>The output as ONNX has it: a matrix after a fully connected layer.</summary>
    public int[] OutputShape(int batch) =>
        Layers[^1] is ImageLinear ? [batch, Output.Length] : [batch, Output.Channels, Output.Height, Output.Width];
}
