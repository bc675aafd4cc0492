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

        // MSBuild's way here cuts metadata at ';' and '#': what the path does not end in was cut, and the file's own name has to do.
        string path = text.Path.Replace('\\', '/');
        string logical = name.Replace('\\', '/');
        string tail = logical.Substring(logical.LastIndexOf("../", StringComparison.Ordinal) is int up and >= 0 ? up + 3 : 0);
        bool isWhole = path.EndsWith("/" + tail, StringComparison.Ordinal) || path == logical;
        return WeightFile.Open(text.Path, isWhole ? logical : path.Substring(path.LastIndexOf('/') + 1));
    }
}
