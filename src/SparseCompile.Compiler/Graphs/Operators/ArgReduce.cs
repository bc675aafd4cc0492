namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>The coordinate of the largest or smallest element along an axis, as a float. NaN is larger and smaller than any number.</summary>
/// <param name="IsMax">Of the largest.</param>
/// <param name="SelectsLast">Of several equal ones the last; else the first.</param>
/// <param name="Input">Shape of the operand.</param>
/// <param name="Axis">The axis.</param>
/// <param name="KeepsAxis">It stays, with an extent of 1.</param>
public sealed record ArgReduce(bool IsMax, bool SelectsLast, Shape Input, int Axis, bool KeepsAxis) : TensorOperator
{
    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Length != Input.Length || Input.Extents[Axis] == 0 ? null
        : Shape.Of(Input.Extents.Select((extent, axis) => axis == Axis ? 1 : extent).Where((_, axis) => KeepsAxis || axis != Axis));

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs)
    {
        int count = Input.Extents[Axis];
        int inner = Input.Extents.Skip(Axis + 1).Aggregate(1, (product, extent) => product * extent);
        double[] result = new double[Input.Length / count];
        for (int i = 0; i < result.Length; i++)
        {
            int first = (i / inner * inner * count) + (i % inner);
            int best = 0;
            for (int k = 1; k < count; k++)
            {
                best = IsBetter(inputs[0][first + (k * inner)], inputs[0][first + (best * inner)]) ? k : best;
            }

            result[i] = best;
        }

        return result;
    }

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);

    private bool IsBetter(double value, double best)
    {
        bool isMore = double.IsNaN(value) ? !double.IsNaN(best) : IsMax ? value > best : value < best;
        bool isSame = value == best || (double.IsNaN(value) && double.IsNaN(best));
        return isMore || (SelectsLast && isSame);
    }
}
