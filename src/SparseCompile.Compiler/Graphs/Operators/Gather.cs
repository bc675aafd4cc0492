namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>Slices of a value by indices that are known at run time only: floats that are integers, negative ones counted from the end.</summary>
/// <param name="Data">Shape of what is looked up.</param>
/// <param name="Indices">Shape of the indices, which takes the place of the axis.</param>
/// <param name="Axis">The axis that is indexed.</param>
/// <remarks>The first operand is the data and the second the indices. An index out of range is an <see cref="ArgumentOutOfRangeException"/> at run time.</remarks>
public sealed record Gather(Shape Data, Shape Indices, int Axis) : TensorOperator
{
    /// <summary>Data, where it is known at build time: the indices are the only operand then.</summary>
    public float[]? Known { get; init; }

    /// <summary>Elements of a slice that follow one another.</summary>
    public int Inner => Data.Extents.Skip(Axis + 1).Aggregate(1, (product, extent) => product * extent);

    /// <summary>Blocks that are indexed alike.</summary>
    public int Outer => Data.Extents.Take(Axis).Aggregate(1, (product, extent) => product * extent);

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs)
    {
        bool fits = Known is null ? inputs.Count == 2 && inputs[0].Length == Data.Length : inputs.Count == 1 && Known.Length == Data.Length;
        return fits && inputs[inputs.Count - 1].Length == Indices.Length
            ? Shape.Of([.. Data.Extents.Take(Axis), .. Indices.Extents, .. Data.Extents.Skip(Axis + 1)])
            : null;
    }

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs)
    {
        double[] data = Known is null ? inputs[0] : [.. Known.Select(value => (double)value)];
        double[] indices = inputs[inputs.Count - 1];
        int extent = Data.Extents[Axis];
        List<double> result = [];
        for (int outer = 0; outer < Outer; outer++)
        {
            foreach (double index in indices)
            {
                int row = (int)index < 0 ? (int)index + extent : (int)index;
                if (row < 0 || row >= extent)
                {
                    throw new ArgumentOutOfRangeException(nameof(inputs), $"Index {index} is outside of 0 to {extent - 1}.");
                }

                result.AddRange(data.Skip(((outer * extent) + row) * Inner).Take(Inner));
            }
        }

        return [.. result];
    }

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);
}
