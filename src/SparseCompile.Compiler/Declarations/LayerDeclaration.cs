using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Declarations;

/// <summary>A layer as its attribute says it; tensors are not looked at yet.</summary>
/// <param name="Name">The layer's name; for layers without one, its kind.</param>
/// <param name="Activation">What follows it.</param>
/// <param name="Location">The attribute.</param>
public abstract record LayerDeclaration(string Name, ActivationFunction Activation, AttributePlace? Location)
{
    /// <summary>Name of the layer that it reads; null for the one before.</summary>
    public string? From { get; init; }
}

/// <summary>A layer with weights and biases.</summary>
/// <param name="Name">Prefix of the tensors.</param>
/// <param name="Weight">Full name of the weight tensor; null for <c>Name.weight</c>.</param>
/// <param name="Bias">Full name of the bias tensor; null for <c>Name.bias</c> where present, empty for none.</param>
/// <param name="Transposed">The weight tensor has the order of Keras: outputs last.</param>
/// <param name="Activation">What follows.</param>
/// <param name="Location">The attribute.</param>
public abstract record WeightedDeclaration(
    string Name, string? Weight, string? Bias, bool Transposed, ActivationFunction Activation, AttributePlace? Location)
    : LayerDeclaration(Name, Activation, Location)
{
    /// <summary>Magnitude below which weights count as pruned; 0 for zeros alone.</summary>
    public double PruneBelow { get; init; }

    /// <summary>Share of the inputs that are zero as a rule; 0 where nothing is known.</summary>
    public double InputSparsity { get; init; }

    /// <summary>Whether the attribute says which order the weight tensor has.</summary>
    public bool IsOrderStated { get; init; }
}

/// <summary>y = W x + b.</summary>
/// <inheritdoc cref="WeightedDeclaration"/>
public sealed record LinearDeclaration(
    string Name, string? Weight, string? Bias, bool Transposed, ActivationFunction Activation, AttributePlace? Location)
    : WeightedDeclaration(Name, Weight, Bias, Transposed, Activation, Location);

/// <summary>y = gamma (x - mean) / sqrt(variance + epsilon) + beta.</summary>
/// <param name="Name">Prefix of the tensors.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Activation">What follows.</param>
/// <param name="Location">The attribute.</param>
public sealed record BatchNormDeclaration(string Name, float Epsilon, ActivationFunction Activation, AttributePlace? Location)
    : LayerDeclaration(Name, Activation, Location)
{
    /// <summary>Full name of gamma; null for <c>Name.weight</c> or <c>Name.gamma</c> where present, empty for none.</summary>
    public string? Weight { get; init; }

    /// <summary>Full name of beta; null for <c>Name.bias</c> or <c>Name.beta</c> where present, empty for none.</summary>
    public string? Bias { get; init; }

    /// <summary>Full name of the mean; null for <c>Name.running_mean</c> or <c>Name.moving_mean</c>.</summary>
    public string? Mean { get; init; }

    /// <summary>Full name of the variance; null for <c>Name.running_var</c> or <c>Name.moving_variance</c>.</summary>
    public string? Variance { get; init; }
}

/// <summary>An activation by itself, or a flatten (which has none): no weights of its own.</summary>
/// <param name="Name">Its kind.</param>
/// <param name="Activation">The function.</param>
/// <param name="Location">The attribute.</param>
public sealed record ElementwiseDeclaration(string Name, ActivationFunction Activation, AttributePlace? Location)
    : LayerDeclaration(Name, Activation, Location);

/// <summary>How a join makes one value of several.</summary>
public enum JoinKind
{
    /// <summary>Element by element.</summary>
    Add,

    /// <summary>One after the other.</summary>
    Concat,
}

/// <summary>Several layers' outputs become one value.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Kind">How.</param>
/// <param name="Operands">Names of the layers.</param>
/// <param name="Activation">What follows.</param>
/// <param name="Location">The attribute.</param>
public sealed record JoinDeclaration(string Name, JoinKind Kind, EquatableArray<string> Operands, ActivationFunction Activation, AttributePlace? Location)
    : LayerDeclaration(Name, Activation, Location);
