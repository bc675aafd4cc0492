using System.Text;
using System.Text.Json;
using SparseCompile.Hardware.Tests.Support;
using SparseCompile.Simulator;
using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests;

/// <summary>The description that a generated model carries is valid, and executing it gives what the model's kernels give.</summary>
/// <remarks>Weights and inputs are small integers, so that every sum is exact: machine and kernels add in different orders.</remarks>
public sealed class GeneratedModelTests : IDisposable
{
    private static readonly int[] s_widths = [16, 64, 32, 32, 5];
    private readonly string _folder = Directory.CreateTempSubdirectory("sparsecompile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Models_and_matrices_carry_a_description_that_computes_what_their_kernels_compute()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using System;
            using SparseCompile;
            [SparseModel("weights/jet.npz")]
            [Linear("fc1", Activation = Activation.Relu), Linear("fc2", Activation = Activation.Relu), Linear("fc3", Activation = Activation.Relu), Linear("fc4")]
            public static partial class Jet;

            [SparseModel("weights/jet.npz")]
            [Linear("fc1", Activation = Activation.Relu), Linear("fc2", Activation = Activation.Relu), Linear("fc3"), Add("sum", "fc3", "fc2", Activation = Activation.Relu)]
            [Linear("fc4"), Linear("again", Weight = "fc4.weight", From = "fc2"), Concat("both", "again", "fc4")]
            public static partial class Residual;

            public static partial class Operators
            {
                [SparseMatrix("weights/graph.npz")]
                public static partial void Graph(ReadOnlySpan<float> x, Span<float> y);
            }
            """,
            Jet().Write(_folder, "weights/jet.npz"),
            new NpzBuilder().Add("a", [75, 90], Weights(new Random(2), 75, 90, 10)).Write(_folder, "weights/graph.npz"));
        using LoadedModels models = new(run);

        Agrees(models["Jet"], 16, 5, layers: 4);
        Agrees(models["Residual"], 16, 10, layers: 7);
        Agrees(models.Matrix("Operators", "Graph"), 90, 75, layers: 1);
    }

    [Fact]
    public void A_model_is_described_on_every_target_that_it_names()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using SparseCompile;
            [SparseModel("weights/jet.npz", Target = "spatial, complementary/sparse-sparse,streamed-csc")]
            [Linear("fc1", Activation = Activation.Relu), Linear("fc2", Activation = Activation.Relu), Linear("fc3", Activation = Activation.Relu), Linear("fc4")]
            public static partial class Jet;
            public static class Reader
            {
                public static string Names => string.Join(" ", Jet.HardwareDescriptions.Names);
                public static string Of(string target) => System.Text.Encoding.UTF8.GetString(Jet.HardwareDescriptions[target]);
            }
            """,
            Jet().Write(_folder, "weights/jet.npz"));
        using LoadedModels models = new(run);
        Type reader = models.Assembly.GetType("Reader")!;
        reader.GetProperty("Names")!.GetValue(null).ShouldBe("spatial complementary/sparse-sparse streamed-csc");
        foreach (string name in new[] { "spatial", "complementary/sparse-sparse", "streamed-csc" })
        {
            string document = (string)reader.GetMethod("Of")!.Invoke(null, [name])!;
            Schemas.Violations(Schemas.Description, document).ShouldBeEmpty();
            using JsonDocument json = JsonDocument.Parse(document);
            json.RootElement.GetProperty("target").GetProperty("name").GetString().ShouldBe(name);
        }

        Should.Throw<System.Reflection.TargetInvocationException>(() => reader.GetMethod("Of")!.Invoke(null, ["streamed-csr"])).InnerException!.Message.ShouldContain("no hardware target 'streamed-csr'");
    }

    private static void Agrees(LoadedModel model, int inputs, int outputs, int layers)
    {
        string document = Encoding.UTF8.GetString(model.HardwareDescription);
        Schemas.Violations(Schemas.Description, document).ShouldBeEmpty();
        using JsonDocument json = JsonDocument.Parse(document);
        json.RootElement.GetProperty("operators").GetArrayLength().ShouldBe(layers);
        HardwareMachine machine = HardwareMachine.Load(document);
        var random = new Random(3);
        for (int number = 0; number < 10; number++)
        {
            float[] input = [.. Enumerable.Range(0, inputs).Select(_ => (float)random.Next(-3, 4))];
            float[] output = new float[outputs];
            model.Infer(input, output);
            SimulationResult simulated = machine.Run([input]);

            simulated.Outputs[0].ShouldBe(output);
            output.ShouldContain(value => value != 0);
            simulated.Multiplications.ShouldBe(model.Info.Layers.Sum(layer => layer.MacsExecuted));
            JsonElement totals = json.RootElement.GetProperty("totals");
            simulated.Latency.ShouldBe(totals.GetProperty("latency_cycles").GetProperty("value").GetInt64());
            simulated.Interval.ShouldBe(totals.GetProperty("interval_cycles").GetProperty("value").GetInt64());
        }
    }

    private static NpzBuilder Jet()
    {
        NpzBuilder file = new();
        var random = new Random(1);
        for (int i = 1; i < s_widths.Length; i++)
        {
            float[] weights = Weights(random, s_widths[i], s_widths[i - 1], 25);

            // Nobody reads output 3, and row 1 is empty: dead neurons, so that the description's index tables matter.
            for (int k = 0; k < weights.Length; k++)
            {
                weights[k] = k % s_widths[i - 1] == 3 || k / s_widths[i - 1] == 1 ? 0 : weights[k];
            }

            file.Add($"fc{i}.weight", [s_widths[i], s_widths[i - 1]], weights)
                .Add($"fc{i}.bias", [s_widths[i]], [.. Enumerable.Range(0, s_widths[i]).Select(_ => (float)random.Next(-2, 3))]);
        }

        return file;
    }

    private static float[] Weights(Random random, int rows, int columns, int percent) =>
        [.. Enumerable.Range(0, rows * columns).Select(_ => random.Next(100) < percent ? random.Next(2) == 0 ? 1f : -2f : 0f)];
}
