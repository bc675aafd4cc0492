using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SparseCompile.Generator.Pipeline;

/// <summary>What the project calls its additional files.</summary>
internal static class AdditionalFileNames
{
    private const string NameMetadata = "build_metadata.AdditionalFiles.SparseWeightsName";

    /// <summary>The name of a file among the project's weights, with forward slashes; null when it is none of them.</summary>
    public static string? Of(AdditionalText text, AnalyzerConfigOptions options) =>
        options.TryGetValue(NameMetadata, out string? name) && name.Length > 0 ? Whole(name.Replace('\\', '/'), text.Path.Replace('\\', '/')) : null;

    /// <summary>The name before MSBuild's way here cut it at ';' or '#': the path goes on where it was cut. A link's name need not be in the path at all.</summary>
    private static string Whole(string name, string path)
    {
        string tail = "/" + name.Substring(name.LastIndexOf("../", StringComparison.Ordinal) is int up and >= 0 ? up + 3 : 0);
        int cut = Math.Max(path.LastIndexOf(tail + ";", StringComparison.Ordinal), path.LastIndexOf(tail + "#", StringComparison.Ordinal));
        return cut < 0 || path.EndsWith(tail, StringComparison.Ordinal) ? name : name + path.Substring(cut + tail.Length);
    }
}
