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

    /// <summary>So many weights that their table is read from the assembly's metadata, which trimming must leave there.</summary>
    [SparseMatrix("weights/large.npz")]
    public static partial void Large(ReadOnlySpan<float> x, Span<float> y);
}
