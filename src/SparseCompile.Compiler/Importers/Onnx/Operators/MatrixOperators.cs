using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors;
using static SparseCompile.Compiler.Importers.Onnx.Operators.Formula;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Products of matrices: by a constant one, a sparse layer; of two that are computed at run time, a dense one.</summary>
internal static class MatrixOperators
{
    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["Gemm"] = node => [Gemm(node)],
        ["MatMul"] = node => [MatMul(node, node.Input(0), node.Input(1))],
    };

    private static ImportedValue Gemm(NodeContext node)
    {
        ImportedValue a = node.Input(0), b = node.Input(1);
        if (a.Rank != 2 || b.Rank != 2)
        {
            throw node.Fail($"operands of shape {Shapes.Text(a.Shape)} and {Shapes.Text(b.Shape)}", "two matrices");
        }

        a = node.Int("transA", 0) != 0 ? ArrangementOperators.Transpose(node, a, [1, 0]) : a;
        b = node.Int("transB", 0) != 0 ? ArrangementOperators.Transpose(node, b, [1, 0]) : b;
        float alpha = node.Float("alpha", 1), beta = node.Float("beta", 1);
        ImportedValue? c = beta == 0 ? null : node.Optional(2);
        if (a.Constant is null && b.Constant is { } weights && a.Shape[1] == b.Shape[0] && (c is null || c.Constant is not null) && BiasOf(c?.Constant, beta, b.Shape[1]) is { } bias)
        {
            return Layer(node, a, weights, alpha, bias, [a.Shape[0], b.Shape[1]]);
        }

        ImportedValue product = MatMul(node, a, b);
        return c is null
            ? alpha == 1 ? product : Elements.Of(node, product, x => Multiply(x, Number(alpha)))
            : Elements.Of(node, [product, c], both => Add(Multiply(both[0], Number(alpha)), Multiply(both[1], Number(beta))));
    }

    /// <summary>The product of two values of any rank.</summary>
    public static ImportedValue MatMul(NodeContext node, ImportedValue a, ImportedValue b)
    {
        // Vectors are matrices of one row or column, which the result does not have.
        ImportedValue left = a.Rank == 1 ? ShapeOperators.As(node, a, [1, a.Count]) : a, right = b.Rank == 1 ? ShapeOperators.As(node, b, [b.Count, 1]) : b;
        if (a.Rank == 0 || b.Rank == 0 || left.Shape[left.Rank - 1] != right.Shape[right.Rank - 2]
            || Shapes.Broadcast([.. left.Shape.Take(left.Rank - 2)], [.. right.Shape.Take(right.Rank - 2)]) is not { } batch)
        {
            throw node.Fail($"operands of shape {Shapes.Text(a.Shape)} and {Shapes.Text(b.Shape)}", "as many columns of the first as the second has rows");
        }

        int[] shape = [.. batch, left.Shape[left.Rank - 2], right.Shape[right.Rank - 1]];
        int[] result = [.. shape.Where((_, axis) => !(a.Rank == 1 && axis == shape.Length - 2) && !(b.Rank == 1 && axis == shape.Length - 1))];
        Elements.CheckSize(node, shape);
        ImportedValue product;
        if (right.Constant is { } weights && left.Constant is null && right.Shape.Take(right.Rank - 2).All(extent => extent == 1))
        {
            product = Layer(node, left, weights.Reshape([.. right.Shape.Skip(right.Rank - 2)]), 1, new float[shape[shape.Length - 1]], shape);
        }
        else if (left.Constant is { } rows && right.Constant is null && left.Shape.Take(left.Rank - 2).All(extent => extent == 1))
        {
            // (A B) transposed is (B transposed) (A transposed): the constant becomes the layer's weights again.
            int[] swapped = [.. Enumerable.Range(0, right.Rank - 2), right.Rank - 1, right.Rank - 2];
            ConstantTensor transposed = rows.Reshape([.. left.Shape.Skip(left.Rank - 2)]).Transpose([1, 0]);
            int[] swappedShape = [.. right.Shape.Take(right.Rank - 2), right.Shape[right.Rank - 1], left.Shape[left.Rank - 2]];
            ImportedValue other = Layer(node, ArrangementOperators.Transpose(node, right, swapped), transposed, 1, new float[left.Shape[left.Rank - 2]], swappedShape);
            product = ShapeOperators.As(node, ArrangementOperators.Transpose(node, other, swapped), shape);
        }
        else
        {
            left = Computed(node, left);
            right = Computed(node, right);
            product = node.Graph.Add(new MatMul(Shape.Of(left.Shape), Shape.Of(right.Shape)), a.Type, shape, node.Graph.AnyOf(left), node.Graph.AnyOf(right));
        }

        return ShapeOperators.As(node, product, result);
    }

    /// <summary>A value that exists at run time: a constant becomes a map that has it.</summary>
    public static ImportedValue Computed(NodeContext node, ImportedValue value) =>
        value.Constant is null ? value : value with { Constant = null, Id = node.Graph.IdOf(value) };

    /// <summary>Rows of a value times constant weights, [inputs, outputs], plus biases.</summary>
    private static ImportedValue Layer(NodeContext node, ImportedValue rows, ConstantTensor weights, float alpha, float[] bias, int[] shape)
    {
        Elements.CheckSize(node, shape);
        CsrMatrix matrix = MatrixBuilder.FromTensor(weights.NonZeros, transposed: true);
        if (alpha != 1)
        {
            matrix = MatrixBuilder.Map(matrix, [.. Enumerable.Range(0, matrix.Rows)], null, matrix.Columns, (_, _, value) => value * alpha);
        }

        float[]? scales = weights.Steps?.Along(1, matrix.Rows) is { } steps ? [.. steps.Select(step => Math.Abs(step * alpha))] : null;
        int inputs = matrix.Columns, outputs = matrix.Rows, count = inputs == 0 ? 0 : rows.Count / inputs;
        if (inputs == 0 || outputs == 0 || count == 0)
        {
            throw node.Fail($"a product of shape {Shapes.Text(shape)} over {inputs} inputs", "at least one element, and one input");
        }

        if (count == 1)
        {
            return node.Graph.Add(new Linear(matrix, bias, ActivationFunction.None) { RowScales = scales }, rows.Type, shape, node.Graph.As(rows, inputs));
        }

        // Rows are the pixels of an image whose channels lie side by side: a convolution by points, between transpositions that say so.
        ImportedValue image = ArrangementOperators.Transpose(node, ShapeOperators.As(node, rows, [count, inputs]), [1, 0]);
        ImageShape pixels = new(inputs, 1, count);
        WindowAxis point = new(1, 1, 1, 0, 0);
        Conv conv = new(matrix, bias, ActivationFunction.None, new SlidingWindow(point, point), pixels) { RowScales = scales };
        ImportedValue product = node.Graph.Add(conv, rows.Type, [outputs, count], node.Graph.As(image, inputs, count));
        return ShapeOperators.As(node, ArrangementOperators.Transpose(node, product, [1, 0]), shape);
    }

    /// <summary>A bias for each column; null where rows differ in theirs.</summary>
    private static float[]? BiasOf(ConstantTensor? constant, float beta, int columns)
    {
        if (constant is null)
        {
            return new float[columns];
        }

        float[] values = constant.Floats;
        return values.Length == 1 ? [.. Enumerable.Repeat(values[0] * beta, columns)]
            : values.Length == columns && constant.Shape[constant.Shape.Length - 1] == columns ? [.. values.Select(value => value * beta)]
            : null;
    }
}
