using SparseCompile.Benchmarks.Weights;

namespace SparseCompile.Benchmarks.Workloads;

/// <summary>Reads the layers of a network from the npz file that its generated model is compiled from.</summary>
internal static class NetworkFile
{
    /// <summary>Loads the named layers in order; every one but the last is followed by a ReLU.</summary>
    public static IReadOnlyList<DenseLayer> Load(string path, IReadOnlyList<string> layerNames)
    {
        IReadOnlyDictionary<string, NpyArray> arrays = NpzReader.Read(path);
        List<DenseLayer> layers = [];
        foreach (string name in layerNames)
        {
            NpyArray weight = Member(arrays, path, name + ".weight");
            NpyArray bias = Member(arrays, path, name + ".bias");
            int expectedInputs = layers.Count == 0 ? weight.Shape[^1] : layers[^1].Outputs;
            if (weight.Shape is not [int outputs, int inputs] || bias.Values.Length != outputs || inputs != expectedInputs)
            {
                throw new InvalidDataException(
                    $"{path}: {name} has weights [{string.Join(", ", weight.Shape)}] and {bias.Values.Length} biases after {expectedInputs} inputs.");
            }

            layers.Add(new DenseLayer(inputs, outputs, weight.Values, bias.Values, Relu: layers.Count + 1 < layerNames.Count));
        }

        return layers;
    }

    private static NpyArray Member(IReadOnlyDictionary<string, NpyArray> arrays, string path, string name)
        => arrays.TryGetValue(name, out NpyArray? array)
            ? array
            : throw new InvalidDataException($"{path} has no member '{name}.npy'; it has {string.Join(", ", arrays.Keys)}.");
}
