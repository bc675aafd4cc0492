using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Declarations;

/// <summary>A window along one axis as the attribute says it.</summary>
/// <param name="Size">Taps of a pool; 0 where the weights say.</param>
/// <param name="Stride">Inputs from one output to the next.</param>
/// <param name="Padding">Padding on each side.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
public readonly record struct AxisDeclaration(int Size, int Stride, int Padding, int Dilation);

/// <summary>A window as the attribute says it.</summary>
/// <param name="Y">Down the rows; null for values without rows.</param>
/// <param name="X">Along a row.</param>
/// <param name="IsSame">Padding is what makes output and input the same size, but for the stride.</param>
public readonly record struct WindowDeclaration(AxisDeclaration? Y, AxisDeclaration X, bool IsSame);

/// <summary>A convolution.</summary>
/// <param name="Name">Prefix of the tensors.</param>
/// <param name="Weight">Full name of the weight tensor; null for <c>Name.weight</c>.</param>
/// <param name="Bias">Full name of the bias tensor; null for <c>Name.bias</c> where present, empty for none.</param>
/// <param name="Transposed">The weight tensor has the order of Keras: outputs last.</param>
/// <param name="Window">The window.</param>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Activation">What follows.</param>
/// <param name="Location">The attribute.</param>
// Parameters: data, one for each part of the attribute.
public sealed record ConvDeclaration(
    string Name,
    string? Weight,
    string? Bias,
    bool Transposed,
    WindowDeclaration Window,
    int Groups,
    ActivationFunction Activation,
    AttributePlace? Location) : WeightedDeclaration(Name, Weight, Bias, Transposed, Activation, Location);

/// <summary>A pool.</summary>
/// <param name="Name">Its name; its kind where it has none.</param>
/// <param name="Kind">What it makes of a window.</param>
/// <param name="Window">The window; null for all of a channel.</param>
/// <param name="Activation">What follows.</param>
/// <param name="Location">The attribute.</param>
public sealed record PoolDeclaration(string Name, PoolKind Kind, WindowDeclaration? Window, ActivationFunction Activation, AttributePlace? Location)
    : LayerDeclaration(Name, Activation, Location)
{
    /// <summary>Other layers can call it by its name.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Sizes are rounded up.</summary>
    public bool CeilMode { get; init; }

    /// <summary>Padding counts as zeros of a mean.</summary>
    public bool CountsPadding { get; init; } = true;
}

/// <summary>The largest values stay, the others become 0.</summary>
/// <param name="Name">Prefix of the duty cycles.</param>
/// <param name="Count">How many stay; 0 where a share is given.</param>
/// <param name="Share">Which share stays; 0 where a count is given.</param>
/// <param name="IsPerPixel">Channels of each pixel compete; else all values.</param>
/// <param name="Boost">Strength of boosting; 0 for none.</param>
/// <param name="DutyCycle">Full name of the duty cycles; null for <c>Name.duty_cycle</c>.</param>
/// <param name="Location">The attribute.</param>
// Parameters: data, one for each part of the attribute.
public sealed record KWinnersDeclaration(string Name, int Count, double Share, bool IsPerPixel, float Boost, string? DutyCycle, AttributePlace? Location)
    : LayerDeclaration(Name, ActivationFunction.None, Location);
