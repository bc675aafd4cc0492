using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>A value of the ONNX graph: a constant, or one that is computed at run time.</summary>
/// <param name="Type">The element type that the model states. At run time, elements are float32.</param>
/// <param name="Shape">The extents, outermost first, all known; of a scalar, none.</param>
internal sealed record ImportedValue(OnnxElementType Type, int[] Shape)
{
    /// <summary>Its elements; null for a value that is computed at run time.</summary>
    public ConstantTensor? Constant { get; init; }

    /// <summary>The graph's value; -1 for a constant.</summary>
    public int Id { get; init; } = -1;

    /// <summary>What its elements are multiples of, where constants are folded to it; null where nothing is known.</summary>
    public ConstantSteps? Steps { get; init; }

    /// <summary>It is these integers, while the graph has the value that they stand for; null for others. In models that are compiled to integers only.</summary>
    public IntegerEncoding? Encoding { get; init; }

    /// <summary>It is an input of integers that DequantizeLinear alone reads, in a model that is compiled to integers.</summary>
    public bool IsEncodedInput { get; init; }

    /// <summary>Why it cannot be read; null where it can. Said when a node needs it.</summary>
    public OnnxTensorException? Fault { get; init; }

    /// <summary>Elements.</summary>
    public int Count => Shapes.CountOf(Shape);

    /// <summary>Extents.</summary>
    public int Rank => Shape.Length;

    /// <summary>A constant.</summary>
    public static ImportedValue Of(ConstantTensor constant) => new(constant.Type, constant.Shape) { Constant = constant };
}
