using Microsoft.CodeAnalysis;

namespace SparseCompile.Generator.Parsing;

/// <summary>Members that are generated into users' types; a test holds them against what is generated.</summary>
internal static class GeneratedMembers
{
    private const string Spans = "System.ReadOnlySpan<float>, System.Span<float>";

    /// <summary>What users call on a model: the names, and for methods their parameters.</summary>
    public static readonly IReadOnlyDictionary<string, string?> OfModel = new Dictionary<string, string?>
    {
        ["InputLength"] = null,
        ["OutputLength"] = null,
        ["Infer"] = Spans,
        ["InferCounted"] = Spans,
        ["InferBatch"] = Spans,
        ["InferColumns"] = Spans + ", int",
        ["Warmup"] = "bool",
        ["Info"] = null,
        ["HardwareDescription"] = null,
        ["HardwareDescriptions"] = null,
    };

    /// <summary>What users call on an int8 model besides.</summary>
    public static readonly IReadOnlyDictionary<string, string?> OfIntegers = new Dictionary<string, string?>
    {
        ["InputScale"] = null,
        ["OutputScale"] = null,
        ["InferQuantized"] = "System.ReadOnlySpan<sbyte>, System.Span<sbyte>",
    };

    /// <summary>What users call on a model whose last layer learns, besides.</summary>
    public static readonly IReadOnlyDictionary<string, string?> OfLearning = new Dictionary<string, string?>
    {
        ["Learn"] = "System.ReadOnlySpan<float>, int, float",
        ["SaveState"] = "",
        ["LoadState"] = "System.ReadOnlySpan<byte>",
    };

    /// <summary>What is generated for generated code alone: it gives way to members of these names.</summary>
    public static readonly IReadOnlyList<string> Private =
    [
        "InfoHolder", "InferCore", "InferCountedCore", "InferQuantizedCore", "InferBatchCore", "InferColumnsCore", "FeaturesCore", "FeaturesCountedCore",
        "FeaturesBatchCore", "FeaturesColumnsCore", "Kernels", "Learning",
    ];

    /// <summary>What users call on a matrix, beside the method itself.</summary>
    public static IReadOnlyDictionary<string, string?> OfMatrix(string method) => new Dictionary<string, string?>
    {
        [method + "Info"] = null,
        [method + "HardwareDescription"] = null,
        [method + "Columns"] = Spans + ", int",
    };

    /// <summary>A member that leaves no room for a generated one of its name; null for none. Methods of other parameters are overloads.</summary>
    /// <param name="type">The user's type.</param>
    /// <param name="generated">What is generated.</param>
    public static ISymbol? Hindrance(INamedTypeSymbol type, IReadOnlyDictionary<string, string?> generated) => generated
        .SelectMany(member => type.GetMembers(member.Key).Where(own => IsHindrance(own, member.Value)))
        .FirstOrDefault();

    /// <summary>An abstract member of a base class that a generated member would hide, which C# refuses (CS0533); null for none.</summary>
    /// <param name="type">The user's type.</param>
    /// <param name="generated">What is generated.</param>
    public static ISymbol? HiddenAbstract(INamedTypeSymbol type, IReadOnlyDictionary<string, string?> generated) =>
        generated.Select(member => Hidden(type, member.Key, member.Value)).FirstOrDefault(hidden => hidden is { IsAbstract: true });

    /// <summary>The member of the closest base class that has one which a member of this name hides.</summary>
    private static ISymbol? Hidden(INamedTypeSymbol type, string name, string? parameters)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.GetMembers(name).FirstOrDefault(own => own.DeclaredAccessibility != Accessibility.Private && IsHindrance(own, parameters)) is { } hidden)
            {
                return hidden;
            }
        }

        return null;
    }

    /// <summary>Names of a type, and of its members, that private generated members may not have.</summary>
    /// <param name="type">The user's type.</param>
    /// <param name="prefix">What private members' names begin with.</param>
    public static IEnumerable<string> TakenNames(INamedTypeSymbol type, string prefix) => type.MemberNames
        .Concat(type.GetTypeMembers().Select(nested => nested.Name))
        .Append(type.Name)
        .Where(name => Private.Any(member => name.StartsWith(prefix + member, StringComparison.Ordinal)))
        .Distinct(StringComparer.Ordinal)
        .OrderBy(name => name, StringComparer.Ordinal);

    private static bool IsHindrance(ISymbol own, string? parameters) =>
        own is not IMethodSymbol { Arity: 0 } method
            ? own is not IMethodSymbol || parameters is null
            : parameters is null
                || (method.Parameters.All(parameter => parameter.RefKind == RefKind.None)
                    && string.Join(", ", method.Parameters.Select(parameter => parameter.Type.ToDisplayString())) == parameters);
}
