using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace SparseCompile.CodeFixes;

/// <summary>What a diagnostic knows: its arguments, which the generator attaches.</summary>
internal static class Suggestions
{
    private static readonly Regex s_attribute = new(@"did you mean .*: \[Linear(\(.*\))\]\?$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    private static readonly Regex s_name = new("did you mean '([^']+)'\\?$", RegexOptions.CultureInvariant);

    /// <summary>An argument of the diagnostic's message; empty where there is none.</summary>
    public static string Argument(Diagnostic diagnostic, int index) => diagnostic.Properties.TryGetValue("Argument" + index, out string? value) ? value ?? "" : "";

    /// <summary>The project path of a file in the folder of another.</summary>
    public static string Beside(string path, string file) => path.Substring(0, path.LastIndexOf('/') + 1) + file;

    /// <summary>The attribute arguments that a hint offers; null for none.</summary>
    public static string? Attribute(string hint) => s_attribute.Match(hint) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The name that a hint offers; null for none, or for several.</summary>
    public static string? Name(string hint) => s_name.Match(hint) is { Success: true } match ? match.Groups[1].Value : null;
}
