using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Expressions;

namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>What a reduction makes of elements.</summary>
public enum ReduceKind
{
    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The sum divided by the number of elements.</summary>
    Mean,

    /// <summary>The largest; NaN where any is.</summary>
    Max,

    /// <summary>The smallest; NaN where any is.</summary>
    Min,

    /// <summary>The product.</summary>
    Product,

    /// <summary>The sum of squares.</summary>
    SumOfSquares,

    /// <summary>The sum of magnitudes.</summary>
    SumOfMagnitudes,
}

/// <summary>Axes of a value reduced to one element each.</summary>
/// <param name="Kind">What elements are reduced to.</param>
/// <param name="Input">Shape of the operand.</param>
/// <param name="Axes">The axes, ascending.</param>
/// <param name="KeepsAxes">They stay, with an extent of 1.</param>
public sealed record Reduce(ReduceKind Kind, Shape Input, EquatableArray<int> Axes, bool KeepsAxes) : TensorOperator
{
    /// <summary>Elements that are reduced to one.</summary>
    public int Count => Axes.Aggregate(1, (count, axis) => count * Input.Extents[axis]);

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Length != Input.Length ? null
        : Shape.Of(Input.Extents.Select((extent, axis) => Axes.Contains(axis) ? 1 : extent).Where((_, axis) => KeepsAxes || !Axes.Contains(axis)));

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs)
    {
        int[] strides = View.Strides(Input.Extents);
        int[] kept = [.. Enumerable.Range(0, strides.Length).Where(axis => !Axes.Contains(axis))];
        int[] outer = View.Strided(0, kept.Select(axis => strides[axis])).Elements([.. kept.Select(axis => Input.Extents[axis])]);
        int[] inner = View.Strided(0, Axes.Select(axis => strides[axis])).Elements([.. Axes.Select(axis => Input.Extents[axis])]);
        return [.. outer.Select(first => Of([.. inner.Select(step => inputs[0][first + step])]))];
    }

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);

    private double Of(double[] values) => Kind switch
    {
        ReduceKind.Sum => values.Sum(),
        ReduceKind.Mean => values.Sum() / values.Length,
        ReduceKind.Max => values.Aggregate(double.NegativeInfinity, Math.Max),
        ReduceKind.Min => values.Aggregate(double.PositiveInfinity, Math.Min),
        ReduceKind.Product => values.Aggregate(1.0, (product, value) => product * value),
        ReduceKind.SumOfSquares => values.Sum(value => value * value),
        ReduceKind.SumOfMagnitudes => values.Sum(Math.Abs),
        _ => throw new InvalidOperationException($"No reduction {Kind}."),
    };
}
