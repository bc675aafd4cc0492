using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Tensors;

namespace SparseCompile.Compiler.CSharp.Tensors;

/// <summary>A region in memory: its loops, and what a row of it reads.</summary>
internal sealed class RegionCode
{
    private static readonly LoopAxis s_single = new(1, []);

    /// <summary>Lays out a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="plan">The map's plan.</param>
    /// <param name="output">The output's shape.</param>
    /// <param name="index">Number of the region.</param>
    public RegionCode(Region region, TensorPlan plan, Shape output, int index)
    {
        Region = region;
        Name = "Row" + Literals.Integer(index);
        List<View> views = [InMemory(region.Places(output), plan.OutputImage)];
        foreach (Expression leaf in Leaves(region.Value))
        {
            View view = leaf is Read read ? InMemory(read.View, plan.ImageOf(read.Operand)) : ((Stored)leaf).View;
            int known = Reads.FindIndex(other => IsSameSource(other, leaf) && views[Reads.IndexOf(other) + 1].Equals(view));
            if (known < 0)
            {
                known = Reads.Count;
                Reads.Add(leaf);
                views.Add(view);
            }

            ViewOf[leaf] = known + 1;
        }

        Views = views;
        Loops = LoopNest.Of(region.Extents, views);
    }

    /// <summary>The region.</summary>
    public Region Region { get; }

    /// <summary>Name of the row's method.</summary>
    public string Name { get; }

    /// <summary>What is read, each once.</summary>
    public List<Expression> Reads { get; } = [];

    /// <summary>The view of each read: a number in <see cref="Views"/>.</summary>
    public Dictionary<Expression, int> ViewOf { get; } = new(SameExpression.Comparer);

    /// <summary>Views of memory: the output's, and those of the reads.</summary>
    public IReadOnlyList<View> Views { get; }

    /// <summary>The loops.</summary>
    public LoopNest Loops { get; }

    /// <summary>The innermost loop.</summary>
    public LoopAxis Row => Loops.Axes.Count > 0 ? Loops.Axes[Loops.Axes.Count - 1] : s_single with { Views = [.. Views.Select(_ => ViewAxis.Strided(1))] };

    private static IEnumerable<Expression> Leaves(Expression value) => ViewReader.Leaves(value);

    private static bool IsSameSource(Expression left, Expression right) => (left, right) switch
    {
        (Read one, Read other) => one.Operand == other.Operand,
        (Stored one, Stored other) => ReferenceEquals(one.Values, other.Values),
        _ => false,
    };

    private View InMemory(View view, Graphs.Operators.ImageShape? image) =>
        MemoryView.Of(view, Region.Extents, image) ?? throw new InvalidOperationException("A view that memory has no strides for.");
}
