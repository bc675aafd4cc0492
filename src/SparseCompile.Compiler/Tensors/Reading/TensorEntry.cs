using SparseCompile.Compiler.Tensors.Formats.Npz;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Where a tensor's values are. The text formats use <see cref="Info"/> only.</summary>
/// <param name="Info">Name, element type, shape.</param>
internal sealed record TensorEntry(TensorInfo Info)
{
    /// <summary>How elements are decoded; null when this compiler does not take their type.</summary>
    public ElementType? Type { get; init; }

    /// <summary>Whether elements have their highest byte first.</summary>
    public bool BigEndian { get; init; }

    /// <summary>Whether the first index runs fastest.</summary>
    public bool FortranOrder { get; init; }

    /// <summary>First byte of the values, in the file or in the inflated archive member.</summary>
    public long Start { get; init; }

    /// <summary>The archive member the values are in; null outside archives.</summary>
    public ZipMember? Member { get; init; }

    /// <summary>The tensor of an ONNX file; null for other formats.</summary>
    public OnnxTensor? Onnx { get; init; }
}
