using System.Collections.Concurrent;
using SparseCompile.Testing;

namespace SparseCompile.Training.Tests.Learning;

/// <summary>A last layer that learns while the application runs.</summary>
public sealed class LearnTests : IClassFixture<LearningNetwork>
{
    private const int Inputs = LearningNetwork.Inputs, Hidden = LearningNetwork.Hidden, Outputs = LearningNetwork.Outputs;

    private readonly LearningNetwork _network;
    private readonly float[] _first, _second, _bias;
    private readonly LoadedModels _models;
    private readonly LearnedModel _model;

    public LearnTests(LearningNetwork network)
    {
        _network = network;
        (_first, _second, _bias, _models) = (network.First, network.Second, network.Bias, network.Models);
        _model = new LearnedModel(_models["Learner"]);
        _model.LoadState(network.Start);
    }

    [Fact]
    public void Before_it_learns_it_computes_what_the_same_model_without_learning_computes()
    {
        Random random = new(1);
        float[] expected = new float[Outputs];
        for (int i = 0; i < 50; i++)
        {
            float[] input = Values(random, Inputs, 1);
            _models["Fixed"].Infer(input, expected);
            float[] found = _model.Infer(input);
            found.Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-6);
        }

        _model.Model.Info.Layers.Select(layer => layer.Name).ShouldBe(["fc1", "fc2"]);
        _model.Model.Info.Layers[1].KernelId.ShouldBe("trainable");
        _model.Model.Info.Layers[1].NonZeros.ShouldBe(_second.Count(value => value != 0));
    }

    [Fact]
    public void Batches_and_columns_give_the_bits_of_single_inputs()
    {
        float[] inputs = Values(new Random(2), 3 * Inputs, 1), batch = new float[3 * Outputs], columns = new float[3 * Outputs];
        _model.Model.InferBatch(inputs, batch).ShouldBe(3);
        _model.Model.InferColumns([.. Enumerable.Range(0, inputs.Length).Select(i => inputs[(i % 3 * Inputs) + (i / 3)])], columns, 3);
        for (int n = 0; n < 3; n++)
        {
            float[] single = _model.Infer(inputs[(n * Inputs)..((n + 1) * Inputs)]);
            batch[(n * Outputs)..((n + 1) * Outputs)].ShouldBe(single);
            Enumerable.Range(0, Outputs).Select(i => columns[(i * 3) + n]).ShouldBe(single);
        }

        // A delegate is made each time the model is asked for one.
        (InferColumnsMethod inColumns, InferBatchMethod inBatch) = (_model.Model.InferColumns, _model.Model.InferBatch);
        long before = GC.GetAllocatedBytesForCurrentThread();
        inColumns(inputs, columns, 3);
        inBatch(inputs, batch);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_step_is_gradient_descent_on_the_non_zeros_and_counts_them()
    {
        float[] input = Values(new Random(3), Inputs, 1);
        double[] hidden = [.. Enumerable.Range(0, Hidden).Select(row => Math.Max(0, Enumerable.Range(0, Inputs).Sum(i => (double)_first[(row * Inputs) + i] * input[i])))];
        double[] errors = [.. _model.Infer(input).Select((share, row) => share - (row == 2 ? 1.0 : 0.0))];
        float[] before = ValuesOf(_model.SaveState());
        long updated = _model.Learn(input, 2, 0.1f);
        float[] after = ValuesOf(_model.SaveState());

        List<double> expected = [];
        int active = 0;
        for (int column = 0; column < Hidden; column++)
        {
            for (int row = 0; row < Outputs; row++)
            {
                if (_second[(row * Hidden) + column] is not 0 and float weight)
                {
                    expected.Add(weight - (0.1 * errors[row] * hidden[column]));
                    active += hidden[column] > 0 ? 1 : 0;
                }
            }
        }

        expected.AddRange(_bias.Select((bias, row) => bias - (0.1 * errors[row])));
        updated.ShouldBe(active);
        active.ShouldBeInRange(1, _second.Count(value => value != 0) - 1, "some inputs of the layer must be 0, and some not");
        after.Length.ShouldBe(expected.Count);
        after.Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-6);
        after.ShouldNotBe(before);

        // Hidden values that the layer does not read are not computed.
        int features = _first.Where((value, i) => value != 0 && Enumerable.Range(0, Outputs).Any(row => _second[(row * Hidden) + (i / Inputs)] != 0)).Count();
        _model.Model.InferCounted(input, new float[Outputs]).ShouldBe(features + active);
    }

    [Fact]
    public void A_step_updates_as_many_weights_as_there_are_non_zeros_if_no_input_is_0()
    {
        LearnedModel model = new(_models["Open"]);
        float[] input = Values(new Random(8), Inputs, 1), before = ValuesOf(model.SaveState());
        int nonZeros = _second.Count(value => value != 0);
        model.Learn(input, 1, 0.1f).ShouldBe(nonZeros);
        float[] after = ValuesOf(model.SaveState());
        after.Length.ShouldBe(nonZeros + Outputs);
        after.Zip(before).Count(pair => pair.First != pair.Second).ShouldBe(nonZeros + Outputs);
    }

    [Fact]
    public void Steps_of_several_threads_are_all_kept()
    {
        float[] input = Values(new Random(9), Inputs, 1);
        byte[] start = _model.SaveState();
        for (int step = 0; step < 400; step++)
        {
            _model.Learn(input, 1, 0.01f);
        }

        byte[] expected = _model.SaveState();
        _model.LoadState(start);
        Parallel.For(0, 4, _ =>
        {
            for (int step = 0; step < 100; step++)
            {
                _model.Learn(input, 1, 0.01f);
            }
        });
        _model.SaveState().ShouldBe(expected);
    }

    [Fact]
    public void It_learns_and_what_it_learned_is_saved_and_loaded()
    {
        Random random = new(4);
        float[][] examples = [.. Enumerable.Range(0, 4).Select(_ => Values(random, Inputs, 1))];
        byte[] start = _model.SaveState();
        for (int round = 0; round < 300; round++)
        {
            _model.Learn(examples[round % 4], round % 4, 0.3f);
        }

        examples.Select(example => Array.IndexOf(_model.Infer(example), _model.Infer(example).Max())).ShouldBe([0, 1, 2, 3]);
        byte[] learned = _model.SaveState();
        float[] output = _model.Infer(examples[0]);
        _model.LoadState(start);
        _model.Infer(examples[0]).ShouldNotBe(output);
        _model.LoadState(learned);
        _model.Infer(examples[0]).ShouldBe(output);
    }

    [Fact]
    public async Task Inferences_meanwhile_see_the_values_of_one_moment()
    {
        float[] input = Values(new Random(5), Inputs, 1);
        byte[] start = _model.SaveState();
        HashSet<string> moments = [Text(_model.Infer(input))];
        for (int step = 0; step < 400; step++)
        {
            _model.Learn(input, step % Outputs, 0.05f);
            moments.Add(Text(_model.Infer(input)));
        }

        _model.LoadState(start);
        ConcurrentBag<string> seen = [];
        using CancellationTokenSource end = new();
        Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                seen.Add(Text(_model.Infer(input)));
            }
        }))];
        for (int step = 0; step < 400; step++)
        {
            _model.Learn(input, step % Outputs, 0.05f);
        }

        await end.CancelAsync();
        await Task.WhenAll(readers);
        seen.Distinct().Where(text => !moments.Contains(text)).ShouldBeEmpty();
    }

    [Fact]
    public void States_of_other_weights_and_damaged_ones_are_refused_and_change_nothing()
    {
        byte[] state = _model.SaveState();
        _model.Learn(Values(new Random(6), Inputs, 1), 0, 0.1f);
        byte[] now = _model.SaveState();
        byte[] other = [.. state], nan = [.. state];
        other[10] ^= 1;
        BitConverter.GetBytes(float.NaN).CopyTo(nan, nan.Length - 4);
        (byte[] State, string Message)[] cases =
        [
            ([], "found 0 bytes that do not begin as a saved state does"),
            ([1, .. state[1..]], "do not begin as a saved state does"),
            (other, "found a state for weights with the SHA-256"),
            (state[..^1], $"found {state.Length - 1} bytes; expected {state.Length} bytes"),
            ([.. state, 0], $"found {state.Length + 1} bytes"),
            (nan, "found the value NaN"),
        ];
        foreach ((byte[] bytes, string message) in cases)
        {
            Should.Throw<ArgumentException>(() => _model.LoadState(bytes)).Message.ShouldContain(message);
            _model.SaveState().ShouldBe(now);
        }
    }

    [Fact]
    public void What_cannot_be_learned_is_refused_and_changes_nothing()
    {
        byte[] state = _model.SaveState();
        float[] input = Values(new Random(7), Inputs, 1);
        Should.Throw<ArgumentOutOfRangeException>(() => _model.Learn(input, Outputs, 0.1f)).Message.ShouldContain("Expected 0 to 3.");
        Should.Throw<ArgumentOutOfRangeException>(() => _model.Learn(input, -1, 0.1f));
        Should.Throw<ArgumentOutOfRangeException>(() => _model.Learn(input, 0, float.NaN));
        Should.Throw<ArgumentException>(() => _model.Learn(input[1..], 0, 0.1f));
        Should.Throw<ArgumentException>(() => _model.Learn([.. input.Select(value => value * 1e38f)], 0, 1e10f)).Message.ShouldContain("Nothing was learned.");
        _model.SaveState().ShouldBe(state);
    }

    [Theory]
    [InlineData("fc9", "[Linear(\"fc1\"), Linear(\"fc2\")]", "found no layer of this name")]
    [InlineData("", "[Linear(\"fc1\"), Linear(\"fc2\")]", "found no layer of this name")]
    [InlineData("fc1", "[Linear(\"fc1\"), Linear(\"fc2\")]", "found that 'fc2' computes the output")]
    [InlineData("fc1", "[Linear(\"fc1\")]", "found no layer before it")]
    [InlineData("fc2", "[Linear(\"fc1\"), Linear(\"fc2\", Activation = Activation.Relu)]", "found the activation Relu")]
    [InlineData("fc2", "[Linear(\"fc1\"), Linear(\"fc2\")]", "found a model of int8", ", Precision = Precision.Int8, Calibration = \"w.npz\"")]
    public void A_layer_that_cannot_learn_is_one_diagnostic_and_the_members_are_there(string name, string layers, string message, string options = "")
    {
        GeneratorRun run = GeneratorRun.Of(
            $"using SparseCompile;\n[SparseModel(\"w.npz\", Trainable = \"{name}\"{options})]\n[Input(20)]\n{layers}\npublic static partial class Learner;\n"
            + "public static class User { public static void Use() { Learner.Learn(new float[20], 0); Learner.LoadState(Learner.SaveState()); } }",
            _network.Weights);
        run.Diagnostics.Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error)
            .ShouldHaveSingleItem().ToString().ShouldContain($"SPARSE0095: Layer '{name}' cannot be trainable: {message}; expected the last of several layers");
        run.CompilerProblems.ShouldBeEmpty();
    }

    private static float[] Values(Random random, int count, double density) => LearningNetwork.Values(random, count, density);

    private static float[] ValuesOf(byte[] state) => [.. Enumerable.Range(0, (state.Length - 44) / 4).Select(i => BitConverter.ToSingle(state, 44 + (4 * i)))];

    private static string Text(float[] values) => string.Join(" ", values.Select(BitConverter.SingleToInt32Bits));
}
