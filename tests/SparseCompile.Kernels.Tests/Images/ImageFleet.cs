using Microsoft.CodeAnalysis;
using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Images;

/// <summary>All networks over images of these tests, in one compilation.</summary>
internal static class ImageFleet
{
    private const string ImageFile = "images.dll";
    private const int Count = 24;
    private const int Unrolled = 6;
    private static readonly Lazy<(IReadOnlyList<CompiledGraph> Models, GeneratorRun? Run)> s_fleet = new(Load);

    /// <summary>The models, compiled when first asked for; a child process finds what its parent compiled.</summary>
    public static IReadOnlyList<CompiledGraph> Models => [.. s_fleet.Value.Models.Take(Count + Unrolled + 1)];

    /// <summary>Others, over images larger than a cache.</summary>
    public static IReadOnlyList<CompiledGraph> Large => [.. s_fleet.Value.Models.Skip(Count + Unrolled + 1)];

    /// <summary>The generator's run; a child process has none, it is handed the assembly.</summary>
    public static GeneratorRun? Run => s_fleet.Value.Run;

    private static (IReadOnlyList<CompiledGraph> Models, GeneratorRun? Run) Load()
    {
        string folder = Directory.CreateDirectory(Path.Combine(ChildProcess.Folder, "images")).FullName;
        IReadOnlyList<GraphModel> definitions = [.. ImageSampler.Sample(Count, Unrolled), .. LargeImages.Networks];
        GeneratorRun? run = null;
        if (!ChildProcess.IsChild)
        {
            WeightInput[] files = [.. definitions.Select(definition => definition.Write(folder))];
            run = GeneratorRun.Of("using SparseCompile;\n" + string.Join("\n", definitions.Select(definition => definition.Source)), files);
            run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
            File.WriteAllBytes(Path.Combine(folder, ImageFile), LoadedModels.Compile(run));
        }

        LoadedModels models = new(File.ReadAllBytes(Path.Combine(folder, ImageFile)), isCollectible: false);
        return ([.. definitions.Select(definition => new CompiledGraph(definition, folder, models))], run);
    }
}
