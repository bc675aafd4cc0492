using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SparseCompile.Generator.Parsing;

/// <summary>Names of the members that are generated into users' types; a test holds them against what is generated.</summary>
internal static class GeneratedMembers
{
    /// <summary>Of a model.</summary>
    public static readonly IReadOnlyList<string> OfModel =
        [
            "InputLength", "OutputLength", "Infer", "InferCounted", "InferBatch", "InferColumns", "Warmup", "Info", "InfoHolder", "HardwareDescription", "InferCore", "InferCountedCore",
            "InferBatchCore", "InferColumnsCore", "Kernels",
        ];

    private static readonly string[] Methods = ["Infer", "InferCounted", "InferBatch", "InferColumns", "Warmup", "InferCore", "InferCountedCore", "InferBatchCore", "InferColumnsCore", "Columns"];

    /// <summary>Whether members that users wrote leave no room for a generated one of their name: methods do for methods, as overloads.</summary>
    public static bool Hinder(ImmutableArray<ISymbol> own) =>
        own.Any(member => !(member is IMethodSymbol && Methods.Any(method => member.Name.EndsWith(method, StringComparison.Ordinal))));

    /// <summary>Of a matrix, beside the method itself.</summary>
    public static IEnumerable<string> OfMatrix(string method) =>
        new[] { "Info", "InfoHolder", "HardwareDescription", "Columns", "InferCore", "InferColumnsCore", "Kernels" }.Select(suffix => method + suffix);
}
