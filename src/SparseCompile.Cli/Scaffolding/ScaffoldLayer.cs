namespace SparseCompile.Cli.Scaffolding;

/// <summary>A kind of layer that names and shapes of tensors tell.</summary>
internal enum LayerKind
{
    /// <summary>y = W x + b.</summary>
    Linear,

    /// <summary>A convolution over a signal.</summary>
    Conv1D,

    /// <summary>A convolution over an image.</summary>
    Conv2D,

    /// <summary>A batch normalization.</summary>
    BatchNorm,

    /// <summary>K-winners with duty cycles.</summary>
    KWinners,

    /// <summary>A recurrent cell of three gates.</summary>
    Gru,

    /// <summary>A recurrent cell of four gates.</summary>
    Lstm,

    /// <summary>A recurrent cell without gates.</summary>
    Rnn,
}

/// <summary>A layer that tensors of a weight file were taken for.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name, which the attribute gets.</param>
/// <param name="Tensor">The tensor that it was recognised by.</param>
/// <param name="Options">Options of its attribute, such as <c>Weight = "..."</c>.</param>
/// <param name="Shape">Extents of that tensor; of a recurrent cell the values that it computes, and those that it reads.</param>
internal sealed record ScaffoldLayer(LayerKind Kind, string Name, string Tensor, IReadOnlyList<string> Options, IReadOnlyList<long> Shape)
{
    /// <summary>The weight has the order of Keras: outputs last.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>The name alone says that it is transposed; its shape would fit either way.</summary>
    public bool IsOrderInDoubt { get; init; }

    /// <summary>It has a matrix: it is no normalization and no selection.</summary>
    public bool IsMatrix => Kind is LayerKind.Linear or LayerKind.Conv1D or LayerKind.Conv2D || IsRecurrent;

    /// <summary>It is a recurrent cell.</summary>
    public bool IsRecurrent => Kind is LayerKind.Gru or LayerKind.Lstm or LayerKind.Rnn;

    /// <summary>It is a convolution.</summary>
    public bool IsConv => Kind is LayerKind.Conv1D or LayerKind.Conv2D;

    /// <summary>Values that it reads, channels of a convolution in one group; the length of anything else.</summary>
    public long Inputs => !IsMatrix ? Shape[0] : IsTransposed ? Shape[^2] : Shape[1];

    /// <summary>Values that it computes, channels of a convolution; the length of anything else.</summary>
    public long Outputs => !IsMatrix || !IsTransposed ? Shape[0] : Shape[^1];

    /// <summary>Extents of a convolution's window.</summary>
    public IReadOnlyList<long> Window => !IsConv ? [] : IsTransposed ? [.. Shape.Take(Shape.Count - 2)] : [.. Shape.Skip(2)];
}
