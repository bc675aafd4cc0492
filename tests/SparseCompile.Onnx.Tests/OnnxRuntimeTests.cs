using System.Globalization;
using SparseCompile.Conformance.Running;
using SparseCompile.Testing;

namespace SparseCompile.Onnx.Tests;

/// <summary>Random networks, at several versions of the operators: generated code computes what ONNX Runtime does.</summary>
public sealed class OnnxRuntimeTests : IDisposable
{
    private const int Graphs = 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("sparsecompile").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(18)]
    [InlineData(21)]
    public void Random_networks_compute_what_ONNX_Runtime_does(int opset)
    {
        List<(byte[] Model, int[] Shape)> graphs = [.. Enumerable.Range(0, Graphs).Select(seed => RandomGraph.Of(seed, opset))];
        List<WeightInput> files = [];
        string source = "";
        for (int i = 0; i < graphs.Count; i++)
        {
            string name = "m" + i.ToString(CultureInfo.InvariantCulture) + ".onnx", path = Path.Combine(_folder, name);
            File.WriteAllBytes(path, graphs[i].Model);
            files.Add(new WeightInput(path, name));
            source += $"[SparseCompile.SparseModel(\"{name}\")] public static partial class M{i};\n";
        }

        GeneratorRun run = GeneratorRun.Of(source, files);
        run.Diagnostics.Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ShouldBeEmpty();
        using LoadedModels models = new(run);
        for (int i = 0; i < graphs.Count; i++)
        {
            Random random = new(i);
            float[] input = [.. Enumerable.Range(0, graphs[i].Shape.Aggregate(1, (product, extent) => product * extent)).Select(_ => (random.NextSingle() * 4) - 2)];
            float[] expected = SecondOpinion.Of(graphs[i].Model, input, graphs[i].Shape);
            LoadedModel model = models["M" + i.ToString(CultureInfo.InvariantCulture)];
            foreach (string form in LoadedModel.Forms)
            {
                float[] actual = new float[model.Info.OutputLength];
                actual.Length.ShouldBe(expected.Length);
                model.RunForm(form, input, actual);
                for (int k = 0; k < actual.Length; k++)
                {
                    (Tolerance.Default with { Absolute = 1e-4 }).Allows(actual[k], expected[k]).ShouldBeTrue($"graph {i}, {form}, element {k}: {actual[k]} instead of {expected[k]}");
                }
            }
        }
    }
}
