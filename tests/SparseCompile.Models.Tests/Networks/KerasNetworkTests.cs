using SparseCompile.Models.Tests.Data;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Networks;

/// <summary>Networks trained by others, against their reference outputs and against double precision.</summary>
public sealed class KerasNetworkTests(KerasNetworks networks) : IClassFixture<KerasNetworks>
{
    [SharedDataFact]
    public void Outputs_agree_with_the_references_beside_the_weights()
    {
        int compared = 0;
        foreach (KerasNetwork network in networks.All.Where(static network => network.HasOutputs))
        {
            DenseTensor outputs = network.Examples["output_f64"];
            for (int i = 0; i < outputs.Shape[0]; i++, compared++)
            {
                float[] actual = Infer(network, i);
                double[] expected = outputs.Row(i);
                for (int k = 0; k < expected.Length; k++)
                {
                    ((double)actual[k]).ShouldBe(expected[k], 1e-5 + (1e-3 * Math.Abs(expected[k])), $"{network}, input {i}, output {k}");
                }
            }
        }

        compared.ShouldBe((6 * 6) + (2 * 14));
    }

    [SharedDataFact]
    public void Outputs_are_within_the_bound_of_float32_dot_products()
    {
        foreach (KerasNetwork network in networks.All)
        {
            Reference.DoubleNetwork reference = network.Reference;
            DenseTensor inputs = network.Examples["input"];
            for (int i = 0; i < inputs.Shape[0]; i++)
            {
                reference.Infer(Input(network, i)).ShouldHold(Infer(network, i), $"{network}, input {i}");
            }
        }
    }

    [SharedDataFact]
    public void Every_form_and_the_batch_give_the_same_bits()
    {
        foreach (KerasNetwork network in networks.All)
        {
            DenseTensor inputs = network.Examples["input"];
            int count = inputs.Shape[0];
            float[] expected = [.. Enumerable.Range(0, count).SelectMany(i => Infer(network, i))];
            float[] actual = new float[expected.Length];
            networks[network].InferBatch(inputs.Floats, actual).ShouldBe(count);
            actual.ShouldBe(expected, $"{network}, InferBatch");
            foreach (string form in LoadedModel.Forms)
            {
                networks[network].RunForm(form, Input(network, 0), actual);
                actual[..(actual.Length / count)].ShouldBe(expected[..(expected.Length / count)], $"{network}, {form}");
            }
        }
    }

    [SharedDataFact]
    public void Twins_of_two_formats_compile_to_the_same_network()
    {
        for (int i = 0; i < networks.All.Count; i += 2)
        {
            (KerasNetwork npz, KerasNetwork safetensors) = (networks.All[i], networks.All[i + 1]);
            Infer(safetensors, 0).ShouldBe(Infer(npz, 0), npz.Name);
            networks[safetensors].Info.Layers.Select(static layer => layer.ToString()).ShouldBe(networks[npz].Info.Layers.Select(static layer => layer.ToString()), npz.Name);
        }
    }

    [SharedDataFact]
    public void Info_tells_the_non_zeros_that_the_files_have()
    {
        foreach (KerasNetwork network in networks.All)
        {
            networks[network].Info.Layers.Select(static layer => layer.NonZeros)
                .ShouldBe(network.Layers.Select(layer => (long)network.Tensors[layer.Linear + ".kernel"].Values.Count(static value => value != 0)), network.Name);
        }
    }

    [SharedDataFact]
    public void Pruning_nine_tenths_leaves_one_and_neurons_that_died_of_it_cost_nothing()
    {
        foreach (KerasNetwork network in networks.All.Where(static network => !network.HasOutputs))
        {
            SparseModelInfo info = networks[network].Info;
            long nonZeros = info.Layers.Sum(static layer => layer.NonZeros);
            ((double)nonZeros / info.Layers.Sum(static layer => layer.DenseMacs)).ShouldBe(0.1, 1e-4);
            info.MacsExecuted.ShouldBeLessThan(nonZeros);
            info.Layers.ShouldContain(static layer => layer.Outputs < layer.DeclaredOutputs);
        }
    }

    private float[] Infer(KerasNetwork network, int example)
    {
        LoadedModel code = networks[network];
        float[] output = new float[code.Info.OutputLength];
        code.Infer(Input(network, example), output);
        return output;
    }

    private static float[] Input(KerasNetwork network, int example) => Array.ConvertAll(network.Examples["input"].Row(example), static value => (float)value);
}
