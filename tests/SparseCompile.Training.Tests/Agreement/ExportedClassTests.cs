using SparseCompile.Testing;
using SparseCompile.Training.Tests.Support;

namespace SparseCompile.Training.Tests.Agreement;

/// <summary>A model that the Python package pruned and exported, with the class that it wrote: compiled, it computes what PyTorch computes.</summary>
public sealed class ExportedClassTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact]
    public void The_exported_class_computes_what_PyTorch_computes_and_has_the_patterns_that_were_asked_for()
    {
        Python.Script("make_class.py", _folder.PathOf("."));
        GeneratorRun run = GeneratorRun.Of(File.ReadAllText(_folder.PathOf("Joined.cs")), new WeightInput(_folder.PathOf("joined.safetensors"), "joined.safetensors"));
        using LoadedModels models = new(run);
        LoadedModel model = models["Joined"];
        float[] inputs = Floats.Read(_folder.PathOf("inputs")), outputs = Floats.Read(_folder.PathOf("outputs")), found = new float[10];
        for (int i = 0; i < 20; i++)
        {
            model.Infer(inputs.AsSpan(i * 192, 192), found);
            for (int k = 0; k < 10; k++)
            {
                found[k].ShouldBe(outputs[(i * 10) + k], 1e-4f, $"input {i}, output {k}");
            }
        }

        string[] patterns = [.. model.Info.Layers.Where(layer => layer.Patterns.Count > 0).Select(layer => layer.Patterns[0].Name)];
        patterns.ShouldBe(["8:27", "blocks of 8 x 1", "4:32"]);
    }
}
