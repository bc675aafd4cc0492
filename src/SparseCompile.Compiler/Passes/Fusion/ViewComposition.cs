using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;

namespace SparseCompile.Compiler.Passes.Fusion;

/// <summary>How a reader sees the elements of a map's output: each coordinate of the output as a sum of what the reader's coordinates add to it.</summary>
/// <remarks>A view numbers elements, whatever their shape. It is one of coordinates if no sum of them is carried from one axis into the next.</remarks>
internal sealed class ViewComposition
{
    private readonly View _view;
    private readonly IReadOnlyList<int> _extents;
    private readonly int[] _strides;
    private readonly int[] _first;

    private ViewComposition(View view, IReadOnlyList<int> extents, Shape output)
    {
        _view = view;
        _extents = extents;
        _strides = View.Strides(output.Extents);
        _first = Digits(view.Offset);
    }

    /// <summary>The region of a map that a reader reads, and how; null where it reads of several, or where no coordinates say how.</summary>
    /// <param name="view">The reader's view.</param>
    /// <param name="extents">Extents of the reader's region.</param>
    /// <param name="output">Shape of the map.</param>
    /// <param name="regions">The map's regions.</param>
    public static (ViewComposition View, Region Region)? Of(View view, IReadOnlyList<int> extents, Shape output, IReadOnlyList<Region> regions)
    {
        if (extents.Any(extent => extent == 0) || output.Length == 0)
        {
            return null;
        }

        ViewComposition composition = new(view, extents, output);
        int rank = output.Extents.Count;
        int[] least = [.. composition._first], most = [.. composition._first];
        for (int axis = 0; axis < extents.Count; axis++)
        {
            // Digits move evenly along a stride: its ends are the extremes.
            int[] coordinates = view.Axes[axis].IsListed ? [.. Enumerable.Range(0, extents[axis])] : [0, extents[axis] - 1];
            int[][] digits = [.. coordinates.Select(coordinate => composition.Move(axis, coordinate))];
            for (int i = 0; i < rank; i++)
            {
                least[i] += digits.Min(digit => digit[i]);
                most[i] += digits.Max(digit => digit[i]);
            }
        }

        Region? region = regions.FirstOrDefault(region =>
            Enumerable.Range(0, rank).All(i => least[i] >= region.Start[i] && most[i] < region.Start[i] + region.Extents[i]));
        return region is null ? null : (composition, region);
    }

    /// <summary>What the reader reads of an operand of the map; null where a table would have to depend on two coordinates.</summary>
    /// <param name="inner">The map's view of its operand.</param>
    /// <param name="region">The region that the view belongs to.</param>
    public View? Through(View inner, Region region)
    {
        int[] start = [.. _first.Select((digit, i) => digit - region.Start[i])];
        int offset = inner.Offset + start.Select((coordinate, i) => inner.Axes[i].At(coordinate)).Sum();
        ViewAxis[] axes = new ViewAxis[_extents.Count];
        bool[] isTaken = new bool[start.Length];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            if (Along(inner, start, axis, isTaken) is not { } moved)
            {
                return null;
            }

            axes[axis] = moved;
        }

        return new View(offset, axes.ToEquatableArray());
    }

    /// <summary>What a coordinate of the reader adds to the element of the operand.</summary>
    private ViewAxis? Along(View inner, int[] start, int axis, bool[] isTaken)
    {
        int extent = _extents[axis];
        bool isListed = _view.Axes[axis].IsListed;
        for (int i = 0; i < start.Length; i++)
        {
            bool moves = isListed ? Enumerable.Range(0, extent).Any(coordinate => Move(axis, coordinate)[i] != 0) : Move(axis, 1)[i] != 0;
            if (moves && inner.Axes[i].IsListed)
            {
                if (isTaken[i])
                {
                    return null;
                }

                isTaken[i] = isListed = true;
            }
        }

        if (extent == 1)
        {
            return ViewAxis.Strided(0);
        }

        return isListed ? ViewAxis.Listed([.. Enumerable.Range(0, extent).Select(Added)]) : ViewAxis.Strided(Added(1));

        int Added(int coordinate)
        {
            int[] digits = Move(axis, coordinate);
            return digits.Select((digit, i) => inner.Axes[i].At(start[i] + digit) - inner.Axes[i].At(start[i])).Sum();
        }
    }

    /// <summary>What a coordinate adds to those of the output.</summary>
    private int[] Move(int axis, int coordinate) => _view.Axes[axis].IsListed
        ? Digits(_view.Axes[axis].At(coordinate))
        : [.. Digits(_view.Axes[axis].Stride).Select(digit => digit * coordinate)];

    private int[] Digits(int element)
    {
        int[] digits = new int[_strides.Length];
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = element / _strides[i];
            element %= _strides[i];
        }

        return digits;
    }
}
