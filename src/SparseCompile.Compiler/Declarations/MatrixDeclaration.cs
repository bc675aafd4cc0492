using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Declarations;

/// <summary>A <c>[SparseMatrix]</c> method as its attribute says it.</summary>
/// <param name="Type">The type the method is in.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Modifiers">Its modifiers, as they must be repeated: <c>public static partial</c>.</param>
/// <param name="InputParameter">Name of the input's parameter.</param>
/// <param name="OutputParameter">Name of the output's parameter.</param>
/// <param name="WeightFile">The path the attribute gives, with forward slashes.</param>
/// <param name="Tensor">The tensor's name; null when the file holds one.</param>
/// <param name="Transposed">Compile the transpose.</param>
/// <param name="PatternValues">What stands in for values in a pattern-only file.</param>
/// <param name="Unrolling">How far to unroll.</param>
/// <param name="Location">The attribute.</param>
// Parameters: data, one for each part of the attribute and of the method that it stands on.
public sealed record MatrixDeclaration(
    TypeDeclaration Type,
    string Method,
    string Modifiers,
    string InputParameter,
    string OutputParameter,
    string WeightFile,
    string? Tensor,
    bool Transposed,
    PatternValues PatternValues,
    UnrollingMode Unrolling,
    AttributePlace? Location) : SparseDeclaration(Type, WeightFile, Unrolling, Location)
{
    /// <summary>The method's name as it must be written: with an '@' where it is a keyword.</summary>
    public string Identifier { get; init; } = Method;

    /// <summary>Magnitude below which elements count as pruned; 0 for zeros alone.</summary>
    public double PruneBelow { get; init; }

    /// <summary>The modifiers that each of the parameters must repeat: <c>scoped</c>, or none.</summary>
    public EquatableArray<string> ParameterModifiers { get; init; } = new(["", ""]);

    /// <summary>Name of the parameter that the method for several columns has besides.</summary>
    public string ColumnsParameter => new[] { "columns", "columnCount", "count" }.First(name => name != InputParameter && name != OutputParameter);

    /// <summary>The method as it must be declared again to be implemented.</summary>
    public string Signature =>
        $"{Modifiers} void {Identifier}({ParameterModifiers[0]}global::System.ReadOnlySpan<float> {InputParameter}, {ParameterModifiers[1]}global::System.Span<float> {OutputParameter})";

    /// <inheritdoc/>
    public override string DisplayName => Type.Name + "." + Method;

    /// <inheritdoc/>
    public override string FullName => Type.FullName + "." + Method;
}
