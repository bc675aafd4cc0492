using SparseCompile.Models.Tests.Data;
using SparseCompile.Models.Tests.Reference;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Networks;

/// <summary>All of them, in one compilation: starting the C# compiler costs more than any of them.</summary>
public sealed class KerasNetworks : IDisposable
{
    private const string Jets = "hls4ml_example_models/";
    private const string Autoencoder = "mlperf_tiny/ad01_fp32";
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<(IReadOnlyList<KerasNetwork> Networks, LoadedModels Code)> _compiled;

    /// <summary>Nothing is compiled yet: where the data is absent, nothing can be.</summary>
    public KerasNetworks() => _compiled = new(Compile);

    /// <summary>The networks.</summary>
    internal IReadOnlyList<KerasNetwork> All => _compiled.Value.Networks;

    /// <summary>A network's code.</summary>
    internal LoadedModel this[KerasNetwork network] => _compiled.Value.Code[network.Name];

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_compiled.IsValueCreated)
        {
            _compiled.Value.Code.Dispose();
        }

        _folder.Dispose();
    }

    private static IReadOnlyList<KerasLayer> Jet(bool hasNorms) =>
    [
        .. new[] { "fc1_relu", "fc2_relu", "fc3_relu", "output_softmax" }
            .Select((name, i) => new KerasLayer(name, hasNorms ? $"bn{i + 1}" : null, i < 3 ? Activation.Relu : Activation.Softmax)),
    ];

    private static IReadOnlyList<KerasLayer> AutoencoderLayers { get; } =
    [
        .. Enumerable.Range(0, 10).Select(static i => new KerasLayer(
            i == 0 ? "dense" : $"dense_{i}",
            i == 9 ? null : i == 0 ? "batch_normalization" : $"batch_normalization_{i}",
            i == 9 ? Activation.None : Activation.Relu)),
    ];

    private (IReadOnlyList<KerasNetwork> Networks, LoadedModels Code) Compile()
    {
        IReadOnlyList<KerasNetwork> networks =
        [
            .. Twins("Pruned", Jets + "jet_3layer_70pruned", Jet(false), 0),
            .. Twins("Dense", Jets + "jet_3layer_dense", Jet(false), 0),
            .. Twins("Normalised", Jets + "jet_3layer_bn", Jet(true), 1e-6f),
            .. Twins("Autoencoder", Autoencoder, AutoencoderLayers, 1e-3f),
            .. PrunedTwins(),
        ];
        GeneratorRun run = GeneratorRun.Of(
            "using SparseCompile;\n" + string.Concat(networks.Select(static network => network.Source)), [.. networks.Select(static network => network.File)]);
        run.Diagnostics.Where(static diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ShouldBeEmpty();
        return (networks, new LoadedModels(run));
    }

    private static KerasNetwork[] Twins(string name, string folder, IReadOnlyList<KerasLayer> layers, float epsilon)
    {
        (string npz, string safetensors) = (folder + "/weights.npz", folder + "/weights.safetensors");
        return
        [
            new(name + "Npz", new(SharedData.PathOf(npz), npz), NpzTensors.Read(SharedData.PathOf(npz)), layers, epsilon, folder, true),
            new(name + "Safetensors", new(SharedData.PathOf(safetensors), safetensors), SafetensorsTensors.Read(SharedData.PathOf(safetensors)), layers, epsilon, folder, true),
        ];
    }

    /// <summary>The autoencoder without the nine tenths of its weights that are nearest to 0, whatever layer they are in: some neurons lose all of theirs.</summary>
    private KerasNetwork[] PrunedTwins()
    {
        Dictionary<string, DenseTensor> tensors = NpzTensors.Read(SharedData.PathOf(Autoencoder + "/weights.npz"));
        double[] magnitudes = [.. tensors.Where(static tensor => tensor.Key.EndsWith(".kernel", StringComparison.Ordinal)).SelectMany(static tensor => tensor.Value.Values).Select(Math.Abs).Order()];
        double threshold = magnitudes[magnitudes.Length * 9 / 10];
        NpzBuilder npz = new();
        SafetensorsBuilder safetensors = new();
        foreach ((string name, DenseTensor tensor) in tensors.ToArray())
        {
            if (name.EndsWith(".kernel", StringComparison.Ordinal))
            {
                tensors[name] = tensor with { Values = Array.ConvertAll(tensor.Values, value => Math.Abs(value) < threshold ? 0 : value) };
            }

            npz.Add(name, tensor.Shape, tensors[name].Floats);
            safetensors.Add(name, tensor.Shape, tensors[name].Floats);
        }

        return
        [
            new("AutoencoderPrunedNpz", _folder.Weights("pruned.npz", npz.ToBytes()), tensors, AutoencoderLayers, 1e-3f, Autoencoder, false),
            new("AutoencoderPrunedSafetensors", _folder.Weights("pruned.safetensors", safetensors.ToBytes()), tensors, AutoencoderLayers, 1e-3f, Autoencoder, false),
        ];
    }
}
