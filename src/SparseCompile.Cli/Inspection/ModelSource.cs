using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Scaffolding;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Inspection;

/// <summary>Finds the models of a project, or those that a weight file is taken for.</summary>
internal static class ModelSource
{
    /// <summary>The same, planned.</summary>
    /// <inheritdoc cref="Find"/>
    public static InspectedModel[] Inspect(IReadOnlyList<string> paths, string filter, string? framework) => [.. Find(paths, filter, framework).Select(InspectedModel.Of)];

    /// <summary>The models of a project file, a folder with one, or weight files.</summary>
    /// <param name="paths">A project, or weight files of one model.</param>
    /// <param name="filter">Part of the full names wanted; empty for all.</param>
    /// <param name="framework">Target framework of a project; null for the newest.</param>
    /// <exception cref="ProjectException">There is none, or one has an error.</exception>
    public static IReadOnlyList<BoundDeclaration> Find(IReadOnlyList<string> paths, string filter, string? framework)
    {
        bool isProject = paths.Count == 1 && (Directory.Exists(paths[0]) || paths[0].EndsWith(".csproj", StringComparison.OrdinalIgnoreCase));
        IReadOnlyList<BoundDeclaration> models = isProject ? OfProject(paths[0], framework) : OfWeights(ScaffoldCommand.Open(paths));
        BoundDeclaration[] found = [.. models.Where(model => model.Declaration.FullName.Contains(filter, StringComparison.Ordinal))];
        return found.Length > 0
            ? found
            : throw new ProjectException(models.Count == 0
                ? $"'{paths[0]}' has no models; expected classes with [SparseModel] or methods with [SparseMatrix]."
                : $"'{paths[0]}' has no model whose name contains '{filter}'; found {string.Join(", ", models.Take(8).Select(model => model.Declaration.FullName))}.");
    }

    private static IReadOnlyList<BoundDeclaration> OfProject(string path, string? framework)
    {
        string project = ProjectFile.Find(path);
        return ProjectModels.Read(project, CompilerArguments.Of(project, framework), withRecords: true);
    }

    private static IReadOnlyList<BoundDeclaration> OfWeights(IReadOnlyList<WeightFile> files)
    {
        Scaffold scaffold = Scaffold.Of(files, (null, null), null);
        if (scaffold.Compiles)
        {
            return scaffold.Models!.Models;
        }

        if (files.Any(file => file.Error is not null))
        {
            throw new ProjectException($"'{files[0].LogicalName}' does not compile: {scaffold.Diagnostics.FirstOrDefault() ?? "no model was found"}.");
        }

        // No network that the compiler would take: each matrix by itself.
        SourceModels matrices = SourceModels.Of(Matrices(files), files.Select(file => (file.LogicalName, Path.GetFullPath(file.Path))));
        return matrices.Models.Count > 0
            ? matrices.Models
            : throw new ProjectException($"'{files[0].LogicalName}' holds no model that compiles: {scaffold.Diagnostics.FirstOrDefault() ?? "no matrix was found"}.");
    }

    private static string Matrices(IReadOnlyList<WeightFile> files)
    {
        StringBuilder text = new("using System;\nusing SparseCompile;\npublic static partial class Matrices\n{\n");
        int count = 0;
        foreach (WeightFile file in files)
        {
            foreach (TensorInfo tensor in file.Tensors.Where(tensor => tensor.Shape.Count == 2 && tensor.Shape.All(extent => extent > 1)))
            {
                string name = ScaffoldNames.Class(tensor.Name) + (count++).ToString("'_'0", CultureInfo.InvariantCulture);
                text.Append($"[SparseMatrix({Literal(file.LogicalName)}, Tensor = {Literal(tensor.Name)})] public static partial void {name}(ReadOnlySpan<float> x, Span<float> y);\n");
            }
        }

        return text.Append("}\n").ToString();
    }

    private static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);
}
