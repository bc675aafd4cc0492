using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Onnx.Constants;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Slices by index: a view where the indices are constants, a look-up where they are not.</summary>
internal static class Gathers
{
    /// <summary>Slices along an axis, in the shape of the indices.</summary>
    public static ImportedValue Gather(NodeContext node)
    {
        ImportedValue data = node.Input(0), indices = node.Input(1);
        int axis = node.Axis(node.Int("axis", 0), data.Rank);
        int extent = data.Shape[axis];
        int[] shape = [.. data.Shape.Take(axis), .. indices.Shape, .. data.Shape.Skip(axis + 1)];
        Elements.CheckSize(node, shape);
        if (indices.Constant is { } constant)
        {
            int[] coordinates = [.. constant.Integers.Select(index => index >= -extent && index < extent ? (int)(index < 0 ? index + extent : index) : throw node.Fail($"the index {index}", $"{-extent} to {extent - 1}"))];
            int[]?[] all = new int[]?[data.Rank];
            all[axis] = coordinates;
            ImportedValue selected = ArrangementOperators.Select(node, data, all);
            return ShapeOperators.As(node, selected, shape);
        }

        Graphs.Operators.Gather lookup = new(Shape.Of(data.Shape), Shape.Of(indices.Shape), axis) { Known = data.Constant?.Floats };
        return data.Constant is null
            ? node.Graph.Add(lookup, data.Type, shape, node.Graph.AnyOf(data), node.Graph.AnyOf(indices))
            : node.Graph.Add(lookup, data.Type, shape, node.Graph.AnyOf(indices));
    }
}
