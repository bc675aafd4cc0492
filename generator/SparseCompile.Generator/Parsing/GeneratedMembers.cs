namespace SparseCompile.Generator.Parsing;

/// <summary>Names of the members that are generated into users' types; a test holds them against what is generated.</summary>
internal static class GeneratedMembers
{
    /// <summary>Of a model.</summary>
    public static readonly IReadOnlyList<string> OfModel =
        ["InputLength", "OutputLength", "Infer", "InferBatch", "Warmup", "Info", "InfoHolder", "HardwareDescription", "InferCore", "InferBatchCore", "Kernels"];

    /// <summary>Of a matrix, beside the method itself.</summary>
    public static IEnumerable<string> OfMatrix(string method) =>
        new[] { "Info", "InfoHolder", "HardwareDescription", "InferCore", "InferBatchCore", "Kernels" }.Select(suffix => method + suffix);
}
