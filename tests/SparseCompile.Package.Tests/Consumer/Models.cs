using System;
using SparseCompile;

namespace App;

/// <summary>A network.</summary>
[SparseModel("weights/network.npz")]
[Input(4)]
[Linear("fc1", Activation = Activation.Relu)]
[Linear("fc2")]
public static partial class Network;

/// <summary>Matrices, one for each format and each way to name a file.</summary>
public static partial class Operators
{
    /// <summary>From safetensors.</summary>
    [SparseMatrix("weights/tensors.safetensors")]
    public static partial void Tensors(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>From Matrix Market.</summary>
    [SparseMatrix("weights/laplace.mtx")]
    public static partial void Laplace(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>From a folder in a folder.</summary>
    [SparseMatrix("more/deep/deep.npz")]
    public static partial void Deep(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>From outside of the project.</summary>
    [SparseMatrix("weights/linked.npz")]
    public static partial void Linked(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>From a file whose name MSBuild takes for a comment on the way to the compiler.</summary>
    [SparseMatrix("weights/half#2.npz")]
    public static partial void Half(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>From a link that MSBuild's metadata would cut.</summary>
    [SparseMatrix("net#1/a=b, 'c'; d/kws.npz")]
    public static partial void Odd(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>From an item that a target added.</summary>
    [SparseMatrix("late/late.npz")]
    public static partial void Late(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>From one of two files whose names differ in case only.</summary>
    [SparseMatrix("weights/case.npz")]
    public static partial void Lower(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>From the other.</summary>
    [SparseMatrix("Weights/Case.npz")]
    public static partial void Upper(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>So many weights that their table is read from the assembly's metadata, which trimming must leave there.</summary>
    [SparseMatrix("weights/large.npz")]
    public static partial void Large(ReadOnlySpan<float> x, Span<float> y);
}
