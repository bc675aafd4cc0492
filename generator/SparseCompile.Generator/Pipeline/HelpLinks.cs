using System.Reflection;

namespace SparseCompile.Generator.Pipeline;

/// <summary>Where the pages of <c>docs/diagnostics</c> can be read.</summary>
internal static class HelpLinks
{
    /// <summary>What the paths of pages are appended to: the property <c>DocumentationUrl</c> of the build; ends in a slash.</summary>
    private static readonly string Root = typeof(HelpLinks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == "DocumentationUrl").Value!;

    /// <summary>The page of a rule.</summary>
    public static string PageOf(string id) => Root + "docs/diagnostics/" + id + ".md";
}
