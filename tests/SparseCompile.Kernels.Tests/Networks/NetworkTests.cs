using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Networks;

/// <summary>What a definition says is what is computed, whatever of it vanished at build time.</summary>
public sealed class NetworkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparsecompile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Networks_of_every_kind_of_layer_agree_with_double_precision()
    {
        using LoadedModels models = Compile(NetworkCases.All);
        foreach (NetworkCase test in NetworkCases.All)
        {
            LoadedModel model = models[test.Name];
            for (int seed = 0; seed < 40; seed++)
            {
                float[] input = new Inputs(seed, InputKind.Moderate).Values(model.Info.InputLength);
                double[] expected = test.Reference([.. input.Select(value => (double)value)]);
                float[] output = new float[expected.Length];
                model.Infer(input, output);

                for (int i = 0; i < output.Length; i++)
                {
                    ((double)output[i]).ShouldBe(expected[i], 1e-5, $"{test.Name}, input {seed}, output {i}");
                }
            }
        }
    }

    [Fact]
    public void Normalisations_and_flattening_leave_no_layer_of_their_own()
    {
        using LoadedModels models = Compile([.. NetworkCases.All.Where(test => test.Name is "NormAfterLinear" or "NormBeforeLinear" or "NormTwice" or "Flattened")]);
        models["NormAfterLinear"].Info.Layers.Select(layer => layer.Name).ShouldBe(["fc1", "fc2"]);
        models["NormBeforeLinear"].Info.Layers.Select(layer => layer.Name).ShouldBe(["fc1", "fc2"]);
        models["NormTwice"].Info.Layers.Select(layer => layer.Name).ShouldBe(["fc1", "fc2"]);
        models["Flattened"].Info.Layers.Select(layer => layer.Name).ShouldBe(["fc1"]);
        models["Flattened"].Info.InputLength.ShouldBe(24);
    }

    [Fact]
    public void Dead_neurons_are_not_computed_and_change_nothing()
    {
        // fc1: output 1 is constant (its row is empty), outputs 2 and 3 are read by nobody, output 0 only by a neuron nobody reads.
        float[] w1 = [1, 2, 0, /**/ 0, 0, 0, /**/ 3, 0, 1, /**/ 0, 4, 0, /**/ 0, 1, -2];
        float[] b1 = [0.5f, 0.75f, 1, 1, -0.25f];
        float[] w2 = [0, 2, 0, 0, 1, /**/ 5, 0, 0, 0, 0, /**/ 0, -1, 0, 0, 0.5f];
        float[] w3 = [1, 0, 2, /**/ -1, 0, 0];
        NetworkCase test = new(
            "Dead",
            "[Linear(\"fc1\", Activation = Activation.Relu), Linear(\"fc2\", Activation = Activation.Relu), Linear(\"fc3\")]",
            new NpzBuilder().Add("fc1.weight", [5, 3], w1).Add("fc1.bias", [5], b1).Add("fc2.weight", [3, 5], w2).Add("fc3.weight", [2, 3], w3),
            x => DoubleLayers.Linear(w3, null, Relu(DoubleLayers.Linear(w2, null, Relu(DoubleLayers.Linear(w1, b1, x))))));
        using LoadedModels models = Compile([test]);

        IReadOnlyList<SparseLayerInfo> layers = models["Dead"].Info.Layers;
        layers.Select(layer => (layer.Inputs, layer.Outputs)).ShouldBe([(3, 1), (1, 2), (2, 2)]);
        layers.Select(layer => layer.MacsExecuted).ShouldBe([2L, 2, 3]);
        layers.Select(layer => (layer.DeclaredInputs, layer.DeclaredOutputs, layer.NonZeros)).ShouldBe([(3, 5, 7L), (5, 3, 5L), (3, 2, 3L)]);
        for (int seed = 0; seed < 20; seed++)
        {
            float[] input = new Inputs(seed, InputKind.Moderate).Values(3);
            float[] output = new float[2];
            models["Dead"].Infer(input, output);
            double[] expected = test.Reference([.. input.Select(value => (double)value)]);
            output.Select(value => (double)value).ShouldBe(expected, 1e-6);
        }

        // Input 0 is read by dead neurons only.
        float[] clean = new float[2];
        float[] dirty = new float[2];
        models["Dead"].Infer([1, 2, -3], clean);
        models["Dead"].Infer([float.NaN, 2, -3], dirty);
        dirty.ShouldBe(clean);
    }

    [Fact]
    public void No_neuron_before_a_hidden_softmax_is_dead()
    {
        float[] w1 = [1, 0, /**/ 0, 0, /**/ 0, 2];
        float[] w2 = [1, 0, 0];
        NetworkCase test = new(
            "Mixed",
            "[Linear(\"fc1\", Activation = Activation.Softmax), Linear(\"fc2\")]",
            new NpzBuilder().Add("fc1.weight", [3, 2], w1).Add("fc2.weight", [1, 3], w2),
            x => DoubleLayers.Linear(w2, null, DoubleLayers.Softmax(DoubleLayers.Linear(w1, null, x))));
        using LoadedModels models = Compile([test]);
        float[] output = new float[1];
        models["Mixed"].Infer([0.3f, -0.8f], output);
        ((double)output[0]).ShouldBe(test.Reference([0.3f, -0.8f])[0], 1e-6);
        models["Mixed"].Info.Layers[0].Outputs.ShouldBe(3);
    }

    [Fact]
    public void A_layer_that_is_all_zero_gives_its_activated_biases_for_any_input()
    {
        foreach (string name in new[] { "AllZero", "AllZeroFused" })
        {
            CompiledModel model = ModelFleet.Instance[name];
            TestLayer last = model.Definition.Layers[^1];

            // A file's zeros have no sign.
            float[] expected = [.. last.Bias!.Select(bias => Activations.Apply(last.Activation, bias == 0f ? 0f : bias))];
            float[] output = new float[expected.Length];
            model.Code.Infer([.. Enumerable.Repeat(float.NaN, model.InputLength)], output);
            Bits.ShouldBeSame(output, expected, model.ToString);
            model.Code.Info.MacsExecuted.ShouldBe(0);
            ModelFleet.Instance.Run!.Diagnostics.Count(diagnostic => diagnostic.Id == "SPARSE0022").ShouldBeGreaterThan(2);
        }
    }

    [Fact]
    public void A_folded_bias_of_minus_zero_keeps_its_sign_in_every_form()
    {
        // The shift, -1e-45 * 1e-10, rounds to -0; -0 + 1 * -0 is -0, and would be +0 from a bias of +0.
        NetworkCase test = new(
            "MinusZero",
            "[Linear(\"fc1\"), BatchNorm(\"bn\")]",
            new NpzBuilder().Add("fc1.weight", [2, 2], 1, 0, 0, 1).Add("bn.weight", [2], 1e-10f, 1e-10f)
                .Add("bn.running_mean", [2], float.Epsilon, float.Epsilon).Add("bn.running_var", [2], 1, 1),
            x => x);
        using LoadedModels models = Compile([test]);
        foreach (string form in LoadedModel.Forms)
        {
            float[] output = new float[2];
            models["MinusZero"].RunForm(form, [-0f, -0f], output);
            Bits.ShouldBeSame(output, [-0f, -0f], () => form);
        }
    }

    private static double[] Relu(double[] x) => DoubleLayers.Apply(Compiler.Graphs.Operators.ActivationKind.Relu, x);

    private LoadedModels Compile(IReadOnlyList<NetworkCase> tests)
    {
        WeightInput[] files = [.. tests.Select(test => test.Weights.Write(_folder, test.WeightFile))];
        GeneratorRun run = GeneratorRun.Of("using SparseCompile;\n" + string.Join("\n", tests.Select(test => test.Source)), files);
        run.Diagnostics.Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ShouldBeEmpty();
        return new LoadedModels(run);
    }
}
