using Microsoft.CodeAnalysis;
using SparseCompile.Cli.Pruning;
using SparseCompile.Cli.Pruning.Tensors;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Generator;
using SparseCompile.Generator.Pipeline;
using SparseCompile.Testing;
using Xunit.Abstractions;

namespace SparseCompile.Training.Tests.Pruning;

/// <summary>Networks of MLPerf Tiny, pruned with their calibration inputs: by magnitude, and refitted.</summary>
public sealed class MlPerfTests(ITestOutputHelper output)
{
    [SharedDataFact]
    public void The_autoencoder_loses_less_when_it_is_refitted() => Compare("ad01_fp32", "[Input(640)]\n" + Autoencoder(), "rows", 10, [0.5, 0.25, 0.125]);

    [SharedDataFact]
    public void The_residual_network_loses_less_when_it_is_refitted() => Compare("resnet8_fp32", "[Input(3, 32, 32)]\n" + Residual(), "16x1", 5, [0.5]);

    [SharedDataFact]
    public void Weights_of_Keras_keep_their_order_and_grouped_windows_are_pruned_by_their_own_inputs()
    {
        const string Source = """
            [Input(3, 8, 8)]
            [Conv2D("conv2d", Weight = "conv2d.kernel", Transposed = true, Same = true)]
            """;
        BoundDeclaration model = Bind("resnet8_fp32", Source);
        PruneResult result = new NetworkPruner(Options("rows", 0.25, false), (_, _, _) => { }).Prune((ModelDeclaration)model.Declaration, model.File!, null);
        DenseTensor before = result.Tensors.First(tensor => tensor.Name == "conv2d.kernel"), after = result.Pruned().First(tensor => tensor.Name == "conv2d.kernel");
        after.Shape.ShouldBe([3, 3, 3, 16]);
        for (int channel = 0; channel < 16; channel++)
        {
            (float Before, float After)[] taps = [.. Enumerable.Range(0, 27).Select(tap => (before.Values[(tap * 16) + channel], after.Values[(tap * 16) + channel]))];
            taps.Count(tap => tap.After != 0).ShouldBe(7);
            taps.ShouldAllBe(tap => tap.After == 0 || tap.After == tap.Before);
            taps.Where(tap => tap.After != 0).Min(tap => Math.Abs(tap.Before)).ShouldBeGreaterThanOrEqualTo(taps.Where(tap => tap.After == 0).Max(tap => Math.Abs(tap.Before)));
        }
    }

    private void Compare(string name, string source, string pattern, int samples, double[] densities)
    {
        BoundDeclaration model = Bind(name, source);
        DenseTensor inputs = TensorReader.ReadAll(SharedData.PathOf($"mlperf_tiny/{name}/io.npz")).First(tensor => tensor.Name == "input");
        foreach (double density in densities)
        {
            double[] errors = [.. new[] { false, true }.Select(isSecondOrder =>
            {
                PruneResult result = new NetworkPruner(Options(pattern, density, isSecondOrder) with { Samples = samples }, (_, _, _) => { }).Prune((ModelDeclaration)model.Declaration, model.File!, inputs);
                result.Layers.ShouldAllBe(layer => layer.Choice.Density == density && layer.Error <= layer.MagnitudeError + 1e-9);
                output.WriteLine(FormattableString.Invariant($"{name} {pattern} at {density}, {(isSecondOrder ? "second-order" : "magnitude")}: outputs {result.OutputError:P1}, held out {result.HeldOutError:P1}, layers {string.Join(" ", result.Layers.Select(layer => FormattableString.Invariant($"{layer.Error:P1}")))}, {result.Layers.Sum(layer => layer.After!.Nanoseconds) / 1000:F1} of {result.Layers.Sum(layer => layer.Before!.Nanoseconds) / 1000:F1} us"));
                return result.HeldOutError!.Value;
            })];
            errors[1].ShouldBeLessThan(errors[0], $"{name}, {pattern} at {density}");
        }
    }

    private static PruneOptions Options(string pattern, double density, bool isSecondOrder) =>
        new(PruningChoice.Of(pattern, density), new Dictionary<string, PruningChoice>(), isSecondOrder, null, 128);

    private static BoundDeclaration Bind(string name, string attributes)
    {
        string weights = $"mlperf_tiny/{name}/weights.npz";
        GeneratorRun run = GeneratorRun.Of(
            $"using SparseCompile;\n[SparseModel(\"weights.npz\")]\n{attributes}\npublic static partial class Network;", new WeightInput(SharedData.PathOf(weights), "weights.npz"));
        run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        return run.Result.Results.Single().TrackedSteps[TrackingNames.BoundModel].SelectMany(step => step.Outputs).Select(made => (BoundDeclaration)made.Value).Single();
    }

    private static string Autoencoder()
    {
        string text = "";
        for (int i = 0; i < 10; i++)
        {
            string suffix = i == 0 ? "" : $"_{i}";
            text += $"[Linear(\"dense{suffix}\", Weight = \"dense{suffix}.kernel\", Transposed = true)]\n"
                + (i < 9 ? $"[BatchNorm(\"batch_normalization{suffix}\", Epsilon = 1e-3f, Activation = Activation.Relu)]\n" : "");
        }

        return text;
    }

    private static string Residual()
    {
        string text = Conv("conv2d", "") + Norm("batch_normalization", true)
            + Conv("conv2d_1", "") + Norm("batch_normalization_1", true)
            + Conv("conv2d_2", "") + Norm("batch_normalization_2", false)
            + "[Add(\"sum\", \"batch_normalization\", \"batch_normalization_2\", Activation = Activation.Relu)]\n";
        string before = "sum";
        for (int i = 0; i < 2; i++)
        {
            (int conv, int norm) = (3 + (3 * i), 3 + (2 * i));
            text += Conv($"conv2d_{conv}", ", Stride = 2") + Norm($"batch_normalization_{norm}", true)
                + Conv($"conv2d_{conv + 1}", "") + Norm($"batch_normalization_{norm + 1}", false)
                + Conv($"conv2d_{conv + 2}", $", Stride = 2, From = \"{before}\"")
                + $"[Add(\"sum{i}\", \"conv2d_{conv + 2}\", \"batch_normalization_{norm + 1}\", Activation = Activation.Relu)]\n";
            before = $"sum{i}";
        }

        return text + "[GlobalAveragePool]\n[Flatten]\n[Linear(\"dense\", Weight = \"dense.kernel\", Transposed = true)]";
    }

    private static string Conv(string name, string options) => $"[Conv2D(\"{name}\", Weight = \"{name}.kernel\", Transposed = true, Same = true{options})]\n";

    private static string Norm(string name, bool isRelu) => $"[BatchNorm(\"{name}\", Epsilon = 1e-3f{(isRelu ? ", Activation = Activation.Relu" : "")})]\n";
}
