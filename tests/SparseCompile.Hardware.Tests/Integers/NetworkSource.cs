using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Integers;

/// <summary>A small network as a user writes it: attributes, weights, and inputs to calibrate with. Weights are made from the name, always the same.</summary>
/// <param name="name">The class's name.</param>
/// <param name="shape">Extents of one input.</param>
internal sealed class NetworkSource(string name, int[] shape)
{
    private const int CalibrationCount = 24;

    private readonly List<string> _attributes = [];
    private readonly NpzBuilder _weights = new();
    private readonly Random _random = new(SeedOf(name));

    /// <summary>The network in an ONNX file that states all scales; null for one of attributes.</summary>
    public QdqBuilder? Model { get; init; }

    /// <summary>The class's name.</summary>
    public string Name => name;

    /// <summary>Elements of one input.</summary>
    public int InputLength => shape.Aggregate((product, extent) => product * extent);

    /// <summary>The class with its attributes; the files are called after it.</summary>
    public string Text => Model is not null ? $"[SparseModel(\"{name}.onnx\", Precision = Precision.Int8)] public static partial class {name};" : $"""
        [SparseModel("{name}.npz", Precision = Precision.Int8, Calibration = "{name}-inputs.npz")]
        [Input({string.Join(", ", shape)})]
        {string.Concat(_attributes.Select(attribute => $"[{attribute}]"))}
        public static partial class {name};
        """;

    /// <summary>Adds a layer without weights.</summary>
    public NetworkSource Add(string attribute)
    {
        _attributes.Add(attribute);
        return this;
    }

    /// <summary>Adds a layer with weights at random, and a bias for each row.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="layer">Prefix of the tensors.</param>
    /// <param name="weights">Extents of the weights.</param>
    /// <param name="density">Share of the weights that are not zero.</param>
    public NetworkSource Add(string attribute, string layer, int[] weights, double density)
    {
        int fanIn = weights.Skip(1).Aggregate((product, extent) => product * extent);
        float[] values = [.. Enumerable.Range(0, weights[0] * fanIn).Select(_ => _random.NextDouble() < density ? Normal() / MathF.Sqrt((float)(fanIn * density) + 1) : 0)];

        // A row of each layer has no weights at all, and is a constant.
        Array.Clear(values, values.Length - fanIn, fanIn * (weights[0] > 2 ? 1 : 0));
        _weights.Add(layer + ".weight", weights, values).Add(layer + ".bias", [weights[0]], [.. Enumerable.Range(0, weights[0]).Select(_ => Normal() / 8)]);
        return Add(attribute);
    }

    /// <summary>Adds a tensor that is no layer's weight.</summary>
    public NetworkSource Tensor(string tensor, params float[] values)
    {
        _weights.Add(tensor, [values.Length], values);
        return this;
    }

    /// <summary>Writes weights and calibration inputs.</summary>
    public IReadOnlyList<WeightInput> Write(TemporaryFolder folder)
    {
        if (Model is not null)
        {
            return [folder.Weights(name + ".onnx", Model.File.ToBytes())];
        }

        // The same whenever it is written: sources are shared by tests.
        Random random = new(SeedOf(name) + 1);
        NpzBuilder inputs = new NpzBuilder().Add("inputs", [CalibrationCount, .. shape], [.. Enumerable.Range(0, CalibrationCount * InputLength).Select(_ => Normal(random))]);
        return [folder.Weights(name + ".npz", _weights.ToBytes()), folder.Weights(name + "-inputs.npz", inputs.ToBytes())];
    }

    private static int SeedOf(string name) => name.Aggregate(17, (hash, letter) => (hash * 31) + letter);

    private static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private float Normal() => Normal(_random);
}
