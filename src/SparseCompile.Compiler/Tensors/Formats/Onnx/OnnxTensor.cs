using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Tensors.Formats.Onnx;

/// <summary>A tensor of an ONNX file: what it is, and where its values are.</summary>
/// <param name="Name">Its name; of a constant, that of the value that it is.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The extents, outermost first; of a scalar, none.</param>
public sealed record OnnxTensor(string Name, OnnxElementType Type, EquatableArray<long> Shape)
{
    /// <summary>First byte of the message.</summary>
    internal long Start { get; init; }

    /// <summary>Behind its last byte.</summary>
    internal long End { get; init; }

    /// <summary>First byte of <c>raw_data</c>; -1 without.</summary>
    public long RawStart { get; init; } = -1;

    /// <summary>Bytes of <c>raw_data</c>.</summary>
    public long RawLength { get; init; }

    /// <summary>The values are in another file.</summary>
    public OnnxExternalData? External { get; init; }

    /// <summary>Of a sparse tensor, where its non-zeros are; its own values are those.</summary>
    internal OnnxTensor? Indices { get; init; }

    /// <summary>Of a sparse tensor, the values; the tensor itself has no message then.</summary>
    internal OnnxTensor? Values { get; init; }

    /// <summary>What is wrong with it; null for nothing.</summary>
    internal WeightFileError? Fault { get; init; }

    /// <summary>The text values of a tensor of strings are not kept: what they are used for is not compiled.</summary>
    public bool IsNumeric => OnnxElementTypes.BitsOf(Type) > 0;

    /// <summary>Only the non-zeros are stored.</summary>
    public bool IsSparse => Indices is not null;
}

/// <summary>Where values are that an ONNX file has outside of itself.</summary>
/// <param name="Location">The file, relative to the folder of the model.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes; null for all that the tensor needs.</param>
public sealed record OnnxExternalData(string Location, long Offset, long? Length);
