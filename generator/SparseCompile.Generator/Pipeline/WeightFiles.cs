using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SparseCompile.Compiler.Weights;

namespace SparseCompile.Generator.Pipeline;

/// <summary>Finds the weight files among the additional files and reads them by path: their text must never be asked for.</summary>
internal static class WeightFiles
{
    private const string NameMetadata = "build_metadata.AdditionalFiles.SparseWeightsName";

    /// <summary>The weight file an additional file is; null when it is something else.</summary>
    public static WeightFile? Open(AdditionalText text, AnalyzerConfigOptions options)
    {
        if (!options.TryGetValue(NameMetadata, out string? name) || name.Length == 0)
        {
            return null;
        }

        string path = text.Path.Replace('\\', '/');
        return WeightFile.Open(text.Path, Whole(name.Replace('\\', '/'), path));
    }

    /// <summary>The name before MSBuild's way here cut it at ';' or '#': the path goes on where it was cut. A link's name need not be in the path at all.</summary>
    private static string Whole(string name, string path)
    {
        string tail = "/" + name.Substring(name.LastIndexOf("../", StringComparison.Ordinal) is int up and >= 0 ? up + 3 : 0);
        int cut = Math.Max(path.LastIndexOf(tail + ";", StringComparison.Ordinal), path.LastIndexOf(tail + "#", StringComparison.Ordinal));
        return cut < 0 || path.EndsWith(tail, StringComparison.Ordinal) ? name : name + path.Substring(cut + tail.Length);
    }
}
