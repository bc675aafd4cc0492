using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Generator.Pipeline;

/// <summary>Finds weight files and plans among the additional files and reads them by path: their text must never be asked for.</summary>
internal static class WeightFiles
{
    /// <summary>The weight file an additional file is; null when it is something else.</summary>
    public static WeightFile? Open(AdditionalText text, AnalyzerConfigOptions options) =>
        AdditionalFileNames.Of(text, options) is { } name && !IsPlan(name) ? WeightFile.Open(text.Path, name) : null;

    /// <summary>The plan an additional file is; null when it is something else.</summary>
    public static PlanFile? OpenPlan(AdditionalText text, AnalyzerConfigOptions options) =>
        AdditionalFileNames.Of(text, options) is { } name && IsPlan(name) ? PlanFile.Open(text.Path, name) : null;

    private static bool IsPlan(string name) => name.EndsWith(PlanFile.Extension, StringComparison.OrdinalIgnoreCase);
}
