using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>The tensors of an ONNX file, each read when its elements are needed.</summary>
/// <param name="file">The file, and those that it keeps tensors in.</param>
internal sealed class TensorStore(WeightFile file)
{
    /// <summary>Bytes of the file, and of those that it keeps tensors in: what is computed in the build is in proportion to it.</summary>
    public long Length => file.Length;

    /// <summary>A tensor as a constant.</summary>
    public ConstantTensor Constant(OnnxTensor tensor)
    {
        if (tensor.Fault is { } fault)
        {
            throw new OnnxTensorException(fault);
        }

        if (tensor.Shape.Any(extent => extent > int.MaxValue) || tensor.Shape.Aggregate(1.0, (count, extent) => count * extent) > int.MaxValue
            || (tensor.Shape.Contains(0) && Shapes.IsTooLarge([.. tensor.Shape.Select(extent => (int)extent)])))
        {
            throw new OnnxTensorException(new WeightFileError(WeightFileErrorKind.TooLarge, tensor.Name, "the shape " + Printable.List(tensor.Shape), "fewer elements"));
        }

        return ConstantTensor.Stored(
            tensor,
            [.. tensor.Shape.Select(extent => (int)extent)],
            () => file.ReadValues(tensor, out double[]? values) is { } error ? throw new OnnxTensorException(error) : values!,
            () => file.ReadNonZeros(tensor, out Tensor? nonZeros) is { } error ? throw new OnnxTensorException(error) : nonZeros!);
    }
}
