using SparseCompile.Models.Tests.Data;

namespace SparseCompile.Models.Tests.Reference;

/// <summary>Layers in a row, read from a file by the names Keras gives tensors.</summary>
/// <param name="Layers">First to last.</param>
internal sealed record DoubleNetwork(IReadOnlyList<DoubleLayer> Layers)
{
    /// <summary>Reads a network.</summary>
    /// <param name="tensors">The file.</param>
    /// <param name="epsilon">The batch normalisations' epsilon.</param>
    /// <param name="layers">For each layer: name of the linear layer, of its batch normalisation if there is one, and what follows.</param>
    public static DoubleNetwork Read(Dictionary<string, DenseTensor> tensors, double epsilon, IEnumerable<KerasLayer> layers) =>
        new([.. layers.Select(layer => Read(tensors, epsilon, layer))]);

    /// <summary>One inference.</summary>
    public Outcome Infer(ReadOnlySpan<float> input) => Layers.Aggregate(Outcome.Exact(input), static (values, layer) => layer.Apply(values));

    private static DoubleLayer Read(Dictionary<string, DenseTensor> tensors, double epsilon, KerasLayer layer)
    {
        // Keras stores [inputs, outputs].
        DenseTensor weights = tensors[layer.Linear + ".kernel"].Transposed();
        double[] bias = [.. tensors[layer.Linear + ".bias"].Values];
        if (layer.BatchNorm is not { } norm)
        {
            return new DoubleLayer(weights, bias, false, layer.Function);
        }

        double[] values = [.. weights.Values];
        for (int row = 0; row < bias.Length; row++)
        {
            double scale = tensors[norm + ".gamma"].Values[row] / Math.Sqrt(tensors[norm + ".moving_variance"].Values[row] + epsilon);
            bias[row] = ((bias[row] - tensors[norm + ".moving_mean"].Values[row]) * scale) + tensors[norm + ".beta"].Values[row];
            foreach (ref double value in values.AsSpan(row * weights.Shape[1], weights.Shape[1]))
            {
                value *= scale;
            }
        }

        return new DoubleLayer(weights with { Values = values }, bias, true, layer.Function);
    }
}
