using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace SparseCompile.CodeFixes;

/// <summary>Adds the missing <c>SparseWeights</c> item to a project file, where that is on disk and the weight file too.</summary>
internal sealed class ProjectItem : CodeAction
{
    private const string Closing = "</Project>";
    private readonly string _project;
    private readonly string _weights;

    private ProjectItem(string project, string weights) => (_project, _weights) = (project, weights);

    /// <inheritdoc/>
    public override string Title => $"Add <SparseWeights Include=\"{_weights}\" /> to {Path.GetFileName(_project)}";

    /// <inheritdoc/>
    public override string EquivalenceKey => Title;

    /// <summary>The action; null where there is nothing to add to, or nothing to add.</summary>
    public static ProjectItem? For(Project project, string weights) =>
        project.FilePath is { } path && File.Exists(path) && File.Exists(Path.Combine(Path.GetDirectoryName(path)!, weights)) ? new ProjectItem(path, weights) : null;

    /// <summary>The project's text with the item, in a group of its own at the end; null where the end is not found.</summary>
    public static string? Add(string text, string weights)
    {
        int end = text.LastIndexOf(Closing, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        string newLine = text.Contains("\r\n") ? "\r\n" : "\n";
        string before = text.Substring(0, end).TrimEnd();
        string item = $"  <ItemGroup>{newLine}    <SparseWeights Include=\"{System.Security.SecurityElement.Escape(weights)}\" />{newLine}  </ItemGroup>{newLine}";
        return before + newLine + item + text.Substring(end);
    }

    /// <inheritdoc/>
    protected override Task<IEnumerable<CodeActionOperation>> ComputeOperationsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<CodeActionOperation>>([new Edit(_project, _weights)]);

    /// <inheritdoc/>
    protected override Task<IEnumerable<CodeActionOperation>> ComputePreviewOperationsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<CodeActionOperation>>([]);

    /// <summary>Project files are no documents of a workspace: written when the action is applied, and not before.</summary>
    private sealed class Edit(string project, string weights) : CodeActionOperation
    {
        public override void Apply(Workspace workspace, CancellationToken cancellationToken)
        {
            byte[] bytes = File.ReadAllBytes(project);
            bool hasMark = bytes.Length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF;
            if (Add(File.ReadAllText(project), weights) is { } changed)
            {
                File.WriteAllText(project, changed, new UTF8Encoding(hasMark));
            }
        }
    }
}
