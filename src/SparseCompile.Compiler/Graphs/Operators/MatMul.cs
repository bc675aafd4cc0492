using SparseCompile.Compiler.Graphs.Expressions;

namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>The product of two matrices that are both known at run time only, for each pair of them where there are several: dense.</summary>
/// <param name="Left">Shape of the first operand: [..., rows, inner].</param>
/// <param name="Right">Shape of the second operand: [..., inner, columns]. Leading extents are broadcast.</param>
public sealed record MatMul(Shape Left, Shape Right) : TensorOperator
{
    /// <summary>Rows of the first.</summary>
    public int Rows => Left.Extents[Left.Extents.Count - 2];

    /// <summary>Columns of the first, rows of the second.</summary>
    public int Inner => Left.Extents[Left.Extents.Count - 1];

    /// <summary>Columns of the second.</summary>
    public int Columns => Right.Extents[Right.Extents.Count - 1];

    /// <summary>Leading extents of the result; null where those of the operands do not fit.</summary>
    public Shape? Batch
    {
        get
        {
            int rank = Math.Max(Left.Extents.Count, Right.Extents.Count) - 2;
            int[] extents = new int[rank];
            for (int axis = 0; axis < rank; axis++)
            {
                int left = Extent(Left, axis - rank), right = Extent(Right, axis - rank);
                if (left != right && left != 1 && right != 1)
                {
                    return null;
                }

                extents[axis] = left == 1 ? right : left;
            }

            return Shape.Of(extents);
        }
    }

    /// <inheritdoc/>
    public override long DenseMacs => (long)(Batch?.Length ?? 0) * Rows * Inner * Columns;

    /// <summary>The matrix of an operand that each matrix of the result is made of.</summary>
    public int[] MatricesOf(Shape operand)
    {
        Shape leading = Shape.Of(operand.Extents.Take(operand.Extents.Count - 2));
        Shape batch = Batch ?? throw new InvalidOperationException("The operands do not fit.");
        return View.Broadcast(leading, batch)!.Elements(batch.Extents);
    }

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs)
    {
        bool fits = Left.Extents.Count >= 2 && Right.Extents.Count >= 2 && Right.Extents[Right.Extents.Count - 2] == Inner
            && inputs[0].Length == Left.Length && inputs[1].Length == Right.Length;
        return fits && Batch is { } batch ? Shape.Of([.. batch.Extents, Rows, Columns]) : null;
    }

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs)
    {
        int[] left = MatricesOf(Left), right = MatricesOf(Right);
        double[] result = new double[left.Length * Rows * Columns];
        for (int i = 0; i < result.Length; i++)
        {
            int matrix = i / (Rows * Columns), row = i / Columns % Rows, column = i % Columns;
            for (int k = 0; k < Inner; k++)
            {
                result[i] += inputs[0][(((left[matrix] * Rows) + row) * Inner) + k] * inputs[1][(((right[matrix] * Inner) + k) * Columns) + column];
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);

    private static int Extent(Shape shape, int axisFromEnd)
    {
        int axis = shape.Extents.Count - 2 + axisFromEnd;
        return axis < 0 ? 1 : shape.Extents[axis];
    }
}
