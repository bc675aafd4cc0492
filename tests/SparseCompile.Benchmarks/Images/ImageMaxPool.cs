using SparseCompile.Benchmarks.Peers.OnnxRuntime;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Benchmarks.Images;

/// <summary>The largest value of every square of pixels.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Extent">Pixels on each axis, and from one square to the next.</param>
internal sealed record ImageMaxPool(string Name, int Extent) : ImageLayer(Name)
{
    /// <inheritdoc/>
    public override LayerDeclaration Declaration
    {
        get
        {
            AxisDeclaration axis = new(Extent, Extent, 0, 1);
            return new PoolDeclaration(Name, PoolKind.Max, new WindowDeclaration(axis, axis, false), ActivationFunction.None, null);
        }
    }

    /// <inheritdoc/>
    public override ImageShape Output(ImageShape input) => new(input.Channels, input.Height / Extent, input.Width / Extent);

    /// <inheritdoc/>
    public override Estimate Evaluate(Estimate input, ImageShape shape)
    {
        ImageShape output = Output(shape);
        double[] values = new double[output.Length], errors = new double[output.Length];
        Array.Fill(values, double.NegativeInfinity);
        for (int i = 0; i < shape.Length; i++)
        {
            int x = i % shape.Width / Extent, y = i / shape.Width % shape.Height / Extent, channel = i / (shape.Width * shape.Height);
            if (x < output.Width && y < output.Height)
            {
                // A maximum is off by no more than the worst of what it chooses from.
                int pixel = (((channel * output.Height) + y) * output.Width) + x;
                values[pixel] = Math.Max(values[pixel], input.Values[i]);
                errors[pixel] = Math.Max(errors[pixel], input.Errors[i]);
            }
        }

        return new Estimate(values, errors);
    }

    /// <inheritdoc/>
    public override string Append(OnnxGraph graph, string input, ImageShape shape) =>
        graph.Node("MaxPool", [input], OnnxGraph.Integers("kernel_shape", Extent, Extent), OnnxGraph.Integers("strides", Extent, Extent));
}
