using SparseCompile.Benchmarks.Peers.OnnxRuntime;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Benchmarks.Images;

/// <summary>The mean of every channel.</summary>
/// <param name="Name">Its name.</param>
internal sealed record ImageMean(string Name) : ImageLayer(Name)
{
    /// <inheritdoc/>
    public override LayerDeclaration Declaration => new PoolDeclaration(Name, PoolKind.Average, null, ActivationFunction.None, null);

    /// <inheritdoc/>
    public override ImageShape Output(ImageShape input) => new(input.Channels, 1, 1);

    /// <inheritdoc/>
    public override Estimate Evaluate(Estimate input, ImageShape shape)
    {
        int plane = shape.Height * shape.Width;
        double[] values = new double[shape.Channels], errors = new double[shape.Channels];
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            Range range = (channel * plane)..((channel + 1) * plane);
            double[] pixels = input.Values[range], off = input.Errors[range];
            values[channel] = pixels.Average();
            errors[channel] = Estimate.Bound(plane, pixels.Sum(value => value * value), off.Sum(error => error * error)) / plane;
        }

        return new Estimate(values, errors);
    }

    /// <inheritdoc/>
    public override string Append(OnnxGraph graph, string input, ImageShape shape) =>
        graph.Node("Flatten", [graph.Node("GlobalAveragePool", [input])]);
}
