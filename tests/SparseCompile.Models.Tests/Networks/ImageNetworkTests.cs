using SparseCompile.Models.Tests.Data;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Networks;

/// <summary>Convolutional networks of others against their reference outputs; pruned, against the same weights with nothing left out.</summary>
public sealed class ImageNetworkTests : IDisposable
{
    /// <summary>Shares of the weights that are pruned, by magnitude in every layer.</summary>
    private static readonly double[] s_shares = [0.5, 0.8, 0.9];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedDataFact]
    public void Outputs_agree_with_the_references_beside_the_weights()
    {
        using LoadedModels models = Compile([.. ImageNetworks.All.Select(network => (network.Name, network.Attributes, new WeightInput(SharedData.PathOf(network.Folder + "/weights.npz"), network.Folder + "/weights.npz")))]);
        int compared = 0;
        foreach ((string name, string folder, _) in ImageNetworks.All)
        {
            Dictionary<string, DenseTensor> examples = NpzTensors.Read(SharedData.PathOf(folder + "/io.npz"));
            LoadedModel model = models[name];
            for (int i = 0; i < examples["input"].Shape[0]; i++, compared++)
            {
                float[] input = Row(examples["input"], i), expected = Row(examples["output_f64"], i), actual = new float[model.Info.OutputLength];
                model.Infer(input, actual);
                for (int k = 0; k < actual.Length; k++)
                {
                    ((double)actual[k]).ShouldBe(expected[k], 1e-5 + (1e-3 * Math.Abs(expected[k])), $"{name}, input {i}, output {k}");
                }
            }
        }

        compared.ShouldBe(6 + 6 + 6 + 5 + 7);
    }

    [SharedDataFact]
    public void Pruned_networks_compute_what_the_same_weights_give_when_none_is_left_out()
    {
        // A weight of 1e-30 is none that is pruned, and changes no output: the dense twin of the pruned network.
        List<(string, string, WeightInput)> definitions = [];
        foreach ((string name, string folder, string attributes) in ImageNetworks.All)
        {
            foreach (double share in s_shares)
            {
                string own = name + (int)(100 * share);
                definitions.Add((own, attributes, Prune(folder, own, share, 0)));
                definitions.Add((own + "Dense", attributes, Prune(folder, own + "Dense", share, 1e-30f)));
            }
        }

        using LoadedModels models = Compile(definitions);
        foreach ((string name, string folder, _) in ImageNetworks.All)
        {
            float[] input = Row(NpzTensors.Read(SharedData.PathOf(folder + "/io.npz"))["input"], 0);
            foreach (double share in s_shares)
            {
                string own = name + (int)(100 * share);
                float[] pruned = new float[models[own].Info.OutputLength], dense = new float[pruned.Length];
                models[own].Infer(input, pruned);
                models[own + "Dense"].Infer(input, dense);
                for (int k = 0; k < pruned.Length; k++)
                {
                    ((double)pruned[k]).ShouldBe(dense[k], 1e-5 + (1e-4 * Math.Abs(dense[k])), $"{own}, output {k}");
                }

                models[own].Info.Layers.Sum(layer => layer.MacsExecuted).ShouldBeLessThan((long)(models[own].Info.Layers.Sum(layer => layer.DenseMacs) * (1.02 - share)), own);
            }
        }
    }

    private static LoadedModels Compile(IReadOnlyList<(string Name, string Attributes, WeightInput File)> networks)
    {
        string source = "using SparseCompile;\n" + string.Concat(networks.Select(network => $"[SparseModel(\"{network.File.LogicalName}\")]\n{network.Attributes}public static partial class {network.Name};\n"));
        GeneratorRun run = GeneratorRun.Of(source, [.. networks.Select(network => network.File)]);
        run.Diagnostics.Where(static diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ShouldBeEmpty();
        return new LoadedModels(run);
    }

    private static float[] Row(DenseTensor tensor, int row)
    {
        int length = tensor.Values.Length / tensor.Shape[0];
        return Array.ConvertAll(tensor.Values[(row * length)..((row + 1) * length)], static value => (float)value);
    }

    /// <summary>The file with the weights of every layer nearest to 0 replaced.</summary>
    private WeightInput Prune(string folder, string name, double share, float replacement)
    {
        NpzBuilder file = new();
        foreach ((string tensor, DenseTensor values) in NpzTensors.Read(SharedData.PathOf(folder + "/weights.npz")))
        {
            float[] floats = values.Floats;
            if (tensor.EndsWith("kernel", StringComparison.Ordinal))
            {
                double threshold = floats.Select(value => (double)Math.Abs(value)).Order().ElementAt((int)(share * floats.Length));
                floats = Array.ConvertAll(floats, value => Math.Abs(value) < threshold ? replacement : value);
            }

            file.Add(tensor, values.Shape, floats);
        }

        return _folder.Weights(name + ".npz", file.ToBytes());
    }
}
