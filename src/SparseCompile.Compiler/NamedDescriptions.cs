using SparseCompile.Compiler.CSharp.Files;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler;

/// <summary>Describes a network on the targets that its model names; on the default target where it names none.</summary>
internal static class NamedDescriptions
{
    /// <summary>The descriptions by name, at least one. Names that mean nothing, and networks that do not fit, are reported.</summary>
    public static IReadOnlyList<NamedText> Of(CompilationRequest request, NetworkSource source, ICollection<CompilerDiagnostic> diagnostics)
    {
        List<NamedText> texts = [];
        IReadOnlyList<string> names = TargetSet.Names(request.Declaration.HardwareTargets);
        if (names.Count > 0)
        {
            TargetSet targets = new(request.Targets);
            foreach (string name in names)
            {
                if (targets.Find(name) is { } target)
                {
                    texts.Add(new NamedText(name, Describe(request, source, target, diagnostics)));
                }
                else if (targets.Errors.Count == 0)
                {
                    // With a malformed file among them, that file is the error: it may be the one that is meant.
                    string known = string.Join(", ", targets.All.Select(other => $"'{other.Name}'"));
                    diagnostics.Add(CompilerDiagnostic.Create(Rules.UnknownTarget, request.Declaration.Location, request.Declaration.DisplayName, name, known));
                }
            }
        }

        return texts.Count > 0 ? texts : [new NamedText(BuiltInTargets.Default.Name, DescribeUnasked(source))];
    }

    /// <summary>A description that nobody asked for never fails a build.</summary>
    private static string DescribeUnasked(NetworkSource source)
    {
        try
        {
            return HardwareDescriber.Describe(source, BuiltInTargets.Default, DescriptionLimits.Embedded);
        }
        catch (InvalidOperationException)
        {
            return HardwareDescriber.Describe(source, BuiltInTargets.Default, DescriptionLimits.Summary);
        }
    }

    private static string Describe(CompilationRequest request, NetworkSource source, HardwareTarget target, ICollection<CompilerDiagnostic> diagnostics)
    {
        string? problem = MappedOperators.Problem(source.Graph) ?? TargetFit.Problem(source.Graph, target);
        if (problem is not null)
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.TargetUnfit, request.Declaration.Location, request.Declaration.DisplayName, target.Name, problem));
        }

        return HardwareDescriber.Describe(source, target, DescriptionLimits.Named);
    }
}
