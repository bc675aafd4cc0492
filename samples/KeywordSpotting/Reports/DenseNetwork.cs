namespace KeywordSpotting.Reports;

/// <summary>The same network without the compiler: every weight multiplied, by hand-written SIMD. Not thread-safe: it keeps its scratch.</summary>
public sealed class DenseNetwork
{
    private readonly DenseLayer[] layers;
    private readonly float[][] between;

    /// <summary>Chains the layers.</summary>
    /// <param name="layers">At least one; each takes as many inputs as the one before it has outputs.</param>
    /// <exception cref="ArgumentException">There are no layers, or two of them do not fit.</exception>
    public DenseNetwork(params DenseLayer[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Length == 0)
        {
            throw new ArgumentException("A network without layers.", nameof(layers));
        }

        for (int i = 1; i < layers.Length; i++)
        {
            if (layers[i].Inputs != layers[i - 1].Outputs)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Layer {i} takes {layers[i].Inputs} inputs; layer {i - 1} has {layers[i - 1].Outputs} outputs."), nameof(layers));
            }
        }

        this.layers = layers;
        between = [.. layers[..^1].Select(layer => new float[layer.Outputs])];
    }

    /// <summary>The network of a weight archive with <c>fc1</c>, <c>fc2</c> and <c>fc3</c>, as training/train.py saves it.</summary>
    /// <param name="weights">The archive.</param>
    /// <returns>1024 inputs, 12 outputs, ReLU between the layers.</returns>
    /// <exception cref="InvalidDataException">An array is missing.</exception>
    public static DenseNetwork FromWeights(WeightArchive weights) => new(
        new DenseLayer(weights["fc1.weight"], weights["fc1.bias"], relu: true),
        new DenseLayer(weights["fc2.weight"], weights["fc2.bias"], relu: true),
        new DenseLayer(weights["fc3.weight"], weights["fc3.bias"], relu: false));

    /// <summary>One forward pass.</summary>
    /// <param name="features">The inputs of the first layer.</param>
    /// <param name="scores">Receives the outputs of the last.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Infer(ReadOnlySpan<float> features, Span<float> scores)
    {
        ReadOnlySpan<float> x = features;
        for (int i = 0; i < between.Length; i++)
        {
            layers[i].Run(x, between[i]);
            x = between[i];
        }

        layers[^1].Run(x, scores);
    }
}
