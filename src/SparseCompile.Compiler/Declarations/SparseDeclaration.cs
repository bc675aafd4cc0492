using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;

namespace SparseCompile.Compiler.Declarations;

/// <summary>Something to compile: a model, or a matrix.</summary>
/// <param name="Type">The type that generated members go into.</param>
/// <param name="WeightFile">The path the attribute gives, with forward slashes.</param>
/// <param name="Unrolling">How far to unroll.</param>
/// <param name="Location">The attribute.</param>
public abstract record SparseDeclaration(TypeDeclaration Type, string WeightFile, UnrollingMode Unrolling, AttributePlace? Location)
{
    /// <summary>Paths of further weight files.</summary>
    public EquatableArray<string> MoreWeightFiles { get; init; } = EquatableArray<string>.Empty;

    /// <summary>Names of the hardware targets to describe it on, separated by commas; empty where none is named.</summary>
    public string HardwareTargets { get; init; } = "";

    /// <summary>The name users know it by.</summary>
    public abstract string DisplayName { get; }

    /// <summary>The name generated files are called after, unique in the compilation.</summary>
    public abstract string FullName { get; }
}
