using Microsoft.CodeAnalysis;
using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>All graphs of these tests, in one compilation.</summary>
internal static class GraphFleet
{
    private const string ImageFile = "graphs.dll";
    private const int Count = 24;
    private static readonly Lazy<IReadOnlyList<CompiledGraph>> s_models = new(Load);

    /// <summary>The models, compiled when first asked for; a child process finds what its parent compiled.</summary>
    public static IReadOnlyList<CompiledGraph> Models => s_models.Value;

    private static IReadOnlyList<CompiledGraph> Load()
    {
        string folder = Directory.CreateDirectory(Path.Combine(ChildProcess.Folder, "graphs")).FullName;
        IReadOnlyList<GraphModel> definitions = [.. NamedGraphs.All, .. GraphSampler.Sample(Count)];
        if (!ChildProcess.IsChild)
        {
            Compile(definitions, folder);
        }

        LoadedModels models = new(File.ReadAllBytes(Path.Combine(folder, ImageFile)), isCollectible: false);
        return [.. definitions.Select(definition => new CompiledGraph(definition, folder, models))];
    }

    private static void Compile(IReadOnlyList<GraphModel> definitions, string folder)
    {
        WeightInput[] files = [.. definitions.Select(definition => definition.Write(folder))];
        GeneratorRun run = GeneratorRun.Of("using SparseCompile;\n" + string.Join("\n", definitions.Select(definition => definition.Source)), files);
        run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        File.WriteAllBytes(Path.Combine(folder, ImageFile), LoadedModels.Compile(run));
    }
}
