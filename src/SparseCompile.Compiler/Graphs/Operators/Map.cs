using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Expressions;

namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>Elements that are each computed by itself: scalar operations, broadcast operands, and any rearrangement.</summary>
/// <param name="Output">The output's shape.</param>
/// <param name="Regions">Boxes that together fill the output, each element once.</param>
public sealed record Map(Shape Output, EquatableArray<Region> Regions) : TensorOperator
{
    /// <summary>A map that computes all elements alike.</summary>
    public Map(Shape output, Expression value)
        : this(output, new EquatableArray<Region>([Region.Whole(output, value)]))
    {
    }

    /// <summary>The output is one region.</summary>
    public bool IsUniform => Regions.Count == 1 && Regions[0].IsWhole(Output);

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs)
    {
        bool isFilled = Regions.Sum(region => (long)region.Length) == Output.Length;
        return isFilled && Regions.All(region => region.Length == 0 || ViewReader.Views(region.Value).All(read => Fits(read, region))) ? Output : null;

        bool Fits((int Length, int Operand, View View) read, Region region)
        {
            long length = read.Operand < 0 ? read.Length : read.Operand < inputs.Count ? inputs[read.Operand].Length : 0;
            (long least, long most) = read.View.Range(region.Extents);
            return read.View.Axes.Count == region.Extents.Count && least >= 0 && most < length;
        }
    }

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs)
    {
        double[] result = new double[Output.Length];
        foreach (Region region in Regions)
        {
            double[] values = new RegionReference(region, inputs).Evaluate(region.Value);
            int[] places = region.Places(Output).Elements(region.Extents);
            for (int i = 0; i < values.Length; i++)
            {
                result[places[i]] = values[i];
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);
}
