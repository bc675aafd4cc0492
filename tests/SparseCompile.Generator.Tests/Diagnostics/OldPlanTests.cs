using System.Text;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>Tuning records of version 1, which name kernels in words.</summary>
public sealed class OldPlanTests : DiagnosticTest
{
    private const string Model = "SparseModel(\"weights/bad.npz\", Unrolling = Unrolling.None)";
    private const string Source = "[" + Model + "]\n[Linear(\"fc1\"), Linear(\"fc2\")]\npublic static partial class Bad;";

    [Fact]
    public void Words_that_still_mean_a_kernel_choose_it()
    {
        GeneratorRun run = GeneratorRun.Of(Usings + Source, Weights(), Record(1, "streamed lookup, rows in order, 1 x 16 rows a window of 64"));

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerProblems.ShouldBeEmpty();
        using LoadedModels models = new(run);
        models["Bad"].Info.Layers[0].KernelId.ShouldBe("window-permute/w64/g1/rows=natural");
    }

    [Fact]
    public void The_same_by_id_chooses_the_same()
    {
        GeneratorRun old = GeneratorRun.Of(Usings + Source, Weights(), Record(1, "streamed lookup, rows in order, 1 x 16 rows a window of 64"));
        GeneratorRun current = GeneratorRun.Of(Usings + Source, Weights(), Record(2, "window-permute/w64/g1/rows=natural"));

        current.Diagnostics.ShouldBeEmpty();
        current.Sources["Bad.Fc1.g.cs"].ShouldBe(old.Sources["Bad.Fc1.g.cs"]);
    }

    [Fact]
    public void Words_that_mean_none_any_more_are_refused_in_one_warning() =>
        Provoke(Rules.PlanUnusable, Model, Source, [Weights(), Record(1, "wishful thinking", "more of it")]);

    private WeightInput Weights() => WriteTwoLayers("weights/bad.npz");

    private WeightInput Record(int version, params string[] kernels)
    {
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, "weights/bad.npz"))));
        string layers = string.Join(", ", kernels.Select((kernel, i) => $$"""{ "name": "fc{{i + 1}}", "kernel": "{{kernel}}", "nanoseconds": 10 }"""));
        string text = $$"""{ "format": "sparsecompile-plan/{{version}}", "weightsSha256": "{{hash}}", "models": [ { "name": "Bad", "layers": [ {{layers}} ] } ] }""";
        return Write("weights/bad.npz.sparseplan.json", Encoding.UTF8.GetBytes(text));
    }
}
