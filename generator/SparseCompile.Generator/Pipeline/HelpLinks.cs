using System.Reflection;

namespace SparseCompile.Generator.Pipeline;

/// <summary>Where the pages of <c>docs/diagnostics</c> can be read.</summary>
internal static class HelpLinks
{
    /// <summary>What the paths of pages are appended to: the property <c>DocumentationUrl</c> of the build; ends in a slash.</summary>
    private static readonly string Root = typeof(HelpLinks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == "DocumentationUrl").Value!;

    /// <summary>The page of a rule.</summary>
    public static string PageOf(string id) => Root + PathOf(id);

    /// <summary>The sentence that says where the page of a rule is in the package, whatever becomes of the repository.</summary>
    public static string InPackage(string id) => "Explained in " + PathOf(id) + " of the SparseCompile package, in the folder of the machine's packages.";

    private static string PathOf(string id) => "docs/diagnostics/" + id + ".md";
}
