using Microsoft.CodeAnalysis;
using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Models;

/// <summary>All models of these tests, in one compilation: starting the C# compiler costs more than any of them.</summary>
internal sealed class ModelFleet
{
    private const string ImageFile = "models.dll";
    private const int RandomModels = 40;
    private static readonly Lazy<ModelFleet> s_instance = new(() => ChildProcess.IsChild ? new ModelFleet(FolderPath) : Compile());

    private ModelFleet(string folder, GeneratorRun? run = null)
    {
        Folder = folder;
        Run = run;
        LoadedModels models = new(File.ReadAllBytes(Path.Combine(folder, ImageFile)), isCollectible: false);
        Models = [.. Definitions.Select(definition => new CompiledModel(definition, folder, models))];
    }

    /// <summary>The models, compiled when first asked for.</summary>
    public static ModelFleet Instance => s_instance.Value;

    public IReadOnlyList<CompiledModel> Models { get; }

    /// <summary>Weight files and the compiled assembly, for child processes.</summary>
    public string Folder { get; }

    /// <summary>The generator's run; a child process has none, it is handed the assembly.</summary>
    public GeneratorRun? Run { get; }

    public CompiledModel this[string name] => Models.Single(model => model.Definition.Name == name);

    private static IReadOnlyList<TestModel> Definitions { get; } = [.. NamedModels.All, .. ModelGenerator.Sample(RandomModels)];

    private static string FolderPath => Path.Combine(ChildProcess.Folder, "fleet");

    private static ModelFleet Compile()
    {
        string folder = Directory.CreateDirectory(FolderPath).FullName;
        WeightInput[] files = [.. Definitions.SelectMany(definition => definition.Write(folder))];
        string source = "using System;\nusing SparseCompile;\n" + string.Join("\n", Definitions.Select(definition => definition.Source));
        GeneratorRun run = GeneratorRun.Of(source, files);
        run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        File.WriteAllBytes(Path.Combine(folder, ImageFile), LoadedModels.Compile(run));
        return new ModelFleet(folder, run);
    }
}
