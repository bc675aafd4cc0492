using SparseCompile.Benchmarks.Peers.OnnxRuntime;
using SparseCompile.Benchmarks.Weights;
using SparseCompile.Benchmarks.Workloads;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Benchmarks.Images;

/// <summary>A fully connected layer on all values of an image, plane by plane.</summary>
/// <param name="Name">Prefix of the tensors.</param>
/// <param name="Matrix">The weights.</param>
internal sealed record ImageLinear(string Name, DenseLayer Matrix) : ImageLayer(Name)
{
    /// <inheritdoc/>
    public override LayerDeclaration Declaration =>
        new LinearDeclaration(Name, null, null, false, Matrix.Relu ? new(ActivationKind.Relu) : ActivationFunction.None, null);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, NpyArray> Tensors => new Dictionary<string, NpyArray>
    {
        [Name + ".weight"] = new([Matrix.Outputs, Matrix.Inputs], Matrix.Weights),
        [Name + ".bias"] = new([Matrix.Outputs], Matrix.Bias),
    };

    /// <inheritdoc/>
    public override ImageShape Output(ImageShape input) => new(Matrix.Outputs, 1, 1);

    /// <summary>As a convolution whose filters are as large as the image, which here is one pixel of many channels.</summary>
    public override Estimate Evaluate(Estimate input, ImageShape shape) =>
        new ImageConv(Name, Matrix, new ImageWindow(1, 1)).Evaluate(input, new ImageShape(shape.Length, 1, 1));

    /// <inheritdoc/>
    public override string Append(OnnxGraph graph, string input, ImageShape shape)
    {
        string flat = shape.Channels == shape.Length ? input : graph.Node("Flatten", [input]);
        string sum = graph.Node(
            "Gemm",
            [flat, graph.Tensor([Matrix.Outputs, Matrix.Inputs], Matrix.Weights), graph.Tensor([Matrix.Outputs], Matrix.Bias)],
            OnnxGraph.Integer("transB", 1));
        return Matrix.Relu ? graph.Node("Relu", [sum]) : sum;
    }
}
