using System.Globalization;
using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Graphs;

/// <summary>Extents of a value, outermost first, without the batch.</summary>
/// <param name="Extents">The extents, each at least 0.</param>
public readonly record struct Shape(EquatableArray<int> Extents)
{
    /// <summary>A vector.</summary>
    public static Shape Vector(int length) => new(new EquatableArray<int>([length]));

    /// <summary>A shape of some extents.</summary>
    public static Shape Of(IEnumerable<int> extents) => new(extents.ToEquatableArray());

    /// <summary>Number of elements.</summary>
    public int Length
    {
        get
        {
            int length = 1;
            for (int i = 0; i < Extents.Count; i++)
            {
                length *= Extents[i];
            }

            return length;
        }
    }

    /// <summary><c>1 x 32 x 32</c>.</summary>
    public override string ToString() => string.Join(" x ", Extents.Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
}
