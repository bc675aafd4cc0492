using System.Text;
using Microsoft.CodeAnalysis;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>Diagnostics as Verify.SourceGenerators writes them.</summary>
internal static class DiagnosticText
{
    /// <summary>The text of a <c>.verified.txt</c> file.</summary>
    public static string Of(IEnumerable<Diagnostic> diagnostics)
    {
        StringBuilder text = new("{\n  Diagnostics: [\n");
        text.AppendJoin(",\n", diagnostics.Select(One));
        return text.Append("\n  ]\n}").ToString();
    }

    /// <summary>The link without the repository's address: forks change that.</summary>
    private static string Page(string link) => link[link.IndexOf("docs/diagnostics/", StringComparison.Ordinal)..];

    private static string One(Diagnostic diagnostic)
    {
        DiagnosticDescriptor rule = diagnostic.Descriptor;
        return $$"""
                {
                  Location: {{diagnostic.Location.GetLineSpan()}},
                  Message: {{diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}},
                  Severity: {{diagnostic.Severity}},
                  WarningLevel: {{diagnostic.WarningLevel}},
                  Descriptor: {
                    Id: {{rule.Id}},
                    Title: {{rule.Title}},
                    HelpLink: {{Page(rule.HelpLinkUri)}},
                    MessageFormat: {{rule.MessageFormat}},
                    Category: {{rule.Category}},
                    DefaultSeverity: {{rule.DefaultSeverity}},
                    IsEnabledByDefault: {{(rule.IsEnabledByDefault ? "true" : "false")}}
                  }
                }
            """;
    }
}
