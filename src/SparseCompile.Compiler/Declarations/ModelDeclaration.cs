using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;

namespace SparseCompile.Compiler.Declarations;

/// <summary>A <c>[SparseModel]</c> class as its attributes say it.</summary>
/// <param name="Type">The class.</param>
/// <param name="WeightFile">The path the attribute gives, with forward slashes.</param>
/// <param name="Unrolling">How far to unroll.</param>
/// <param name="InputShape">Extents of one input; empty when not declared.</param>
/// <param name="Layers">Layers in source order.</param>
/// <param name="Location">The <c>[SparseModel]</c> attribute.</param>
public sealed record ModelDeclaration(
    TypeDeclaration Type,
    string WeightFile,
    UnrollingMode Unrolling,
    EquatableArray<int> InputShape,
    EquatableArray<LayerDeclaration> Layers,
    AttributePlace? Location) : SparseDeclaration(Type, WeightFile, Unrolling, Location)
{
    /// <summary>The element type to compute in.</summary>
    public NumericPrecision Precision { get; init; }

    /// <summary>Path of the calibration inputs; null for none.</summary>
    public string? Calibration { get; init; }

    /// <summary>Name of the layer that learns at run time; null for none.</summary>
    public string? Trainable { get; init; }

    /// <inheritdoc/>
    public override string DisplayName => Type.Name;

    /// <inheritdoc/>
    public override string FullName => Type.FullName;
}

/// <summary>The element type that a model computes in. Order and names match the public enum <c>Precision</c>.</summary>
public enum NumericPrecision
{
    /// <summary>Floats of 32 bits.</summary>
    Float32,

    /// <summary>Integers of 8 bits, sums of 32.</summary>
    Int8,
}
