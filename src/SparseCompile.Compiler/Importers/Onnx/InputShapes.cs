using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>Shapes of a model's inputs: as the file states them, and where it leaves extents open, as the attribute does.</summary>
/// <param name="declaration">The attribute.</param>
/// <param name="inputs">The inputs.</param>
internal sealed class InputShapes(ModelDeclaration declaration, IReadOnlyList<OnnxValueInfo> inputs)
{
    /// <summary>The shape of an input. An open first extent is the batch, of which one is compiled.</summary>
    public int[] Of(OnnxValueInfo input)
    {
        string name = Printable.Quote(input.Name);
        if (OnnxElementTypes.BitsOf(input.Type) == 0)
        {
            throw new OnnxImportException(Rules.OnnxModel, $"input {name} of {(input.Type == OnnxElementType.Undefined ? "no tensor type" : "type " + OnnxElementTypes.NameOf(input.Type))}", "a tensor of numbers");
        }

        int[] declared = inputs.Count == 1 ? [.. declaration.InputShape] : [];
        if (input.Extents is not { } extents)
        {
            return declared.Length > 0 ? declared : throw new OnnxImportException(Rules.OnnxInput, name, "no shape", "[Input(...)], or a file that states it");
        }

        int batch = extents.Count - declared.Length;
        if (declared.Length > 0 && batch is not (0 or 1))
        {
            throw new OnnxImportException(Rules.OnnxInput, name, $"the shape {Text(extents)}, and {declared.Length} extents in [Input(...)]", "as many, the batch apart");
        }

        int[] shape = new int[extents.Count];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            long? stated = extents[axis].Size is > 0 and long size ? size : null;
            int? wanted = declared.Length > 0 && axis >= batch ? declared[axis - batch] : null;
            if (stated is { } one && wanted is { } other && one != other)
            {
                throw new OnnxImportException(Rules.OnnxInput, name, $"the shape {Text(extents)}, and {other} for axis {axis} in [Input(...)]", "the same");
            }

            shape[axis] = stated is <= Shapes.MostElements ? (int)stated
                : stated is null && (wanted ?? (axis == 0 ? 1 : null)) is { } open ? open
                : throw new OnnxImportException(
                    Rules.OnnxInput, name, $"the shape {Text(extents)}", inputs.Count == 1 ? $"a fixed extent of axis {axis}: [Input(...)] states it" : $"a fixed extent of axis {axis}, stated when the file is exported");
        }

        return Shapes.CountOf(shape) is > 0 and <= Shapes.MostElements ? shape
            : throw new OnnxImportException(Rules.OnnxInput, name, $"the shape {Shapes.Text(shape)}", $"1 to {Shapes.MostElements} elements");
    }

    private static string Text(IReadOnlyList<OnnxExtent> extents) => "[" + string.Join(", ", extents.Take(8).Select(extent =>
        extent.Size is { } size ? Printable.Number(size) : extent.Symbol.Length > 0 ? Printable.Escape(extent.Symbol) : "?")) + (extents.Count > 8 ? ", ...]" : "]");
}
