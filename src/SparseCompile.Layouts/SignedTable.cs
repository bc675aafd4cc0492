using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>The table of <see cref="WindowTable"/> for the passes of <see cref="SumRows"/>: one byte for a non-zero, its slot and its sign, instead of five.</summary>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class SignedTable
{
    /// <summary>The bit that says that an input is subtracted; lookups look at the six lowest.</summary>
    public const byte Minus = 0x80;

    private SignedTable(WindowTable windows, int[] groups, float[] scales)
    {
        Windows = windows;
        Groups = groups;
        Scales = scales;
    }

    /// <summary>Steps of each pass of each block.</summary>
    public readonly WindowTable Windows;

    /// <summary>Groups of each pass of each block.</summary>
    public readonly int[] Groups;

    /// <summary>What the sums are multiplied by, lane by lane of these groups.</summary>
    public readonly float[] Scales;

    /// <summary>Lays a layer out.</summary>
    /// <param name="weighted">The layer's rows.</param>
    /// <param name="passes">Passes of a block.</param>
    /// <param name="groupsPerBlock">Groups of each block.</param>
    /// <param name="span">Slots of a window.</param>
    public static SignedTable Build(SparseRows weighted, int passes, int[] groupsPerBlock, int span)
    {
        int[] chunks = new int[groupsPerBlock.Length];
        int[] groups = new int[chunks.Length * passes];
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = groupsPerBlock[i / passes];
            chunks[i / passes] = groups[i] * WindowTable.Lanes;
        }

        SumRows sums = SumRows.Of(weighted, passes, chunks);
        SignedTable table = new(WindowTable.Build(sums.Rows, groups, span), groups, sums.Scales);
        Sign(table.Windows.Steps);
        return table;
    }

    /// <summary>Adds the signs of the weights to the indices.</summary>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    private static unsafe void Sign(StepArrays steps)
    {
        fixed (byte* indices = steps.Indices)
        fixed (float* weights = steps.Weights)
        {
            byte* index = indices + steps.FirstIndex;
            int* weight = (int*)(weights + steps.FirstWeight);
            for (int i = 0; i < steps.Length; i++)
            {
                // The sign, where the weight is not the -0 of an idle lane: 1 and -1 have the second highest bit of the exponent, which -0 has not. A branch took 8 ns.
                index[i] |= (byte)((weight[i] >> 24) & (weight[i] >> 22) & Minus);
            }
        }
    }

    /// <summary>Whether a lane idles: nothing but idle lanes reads the zero of a period.</summary>
    /// <param name="window">The first slot of the step's window.</param>
    /// <param name="index">The lane's entry.</param>
    /// <param name="period">Slots of a window, and from one zero to the next.</param>
    public static bool IsIdle(int window, int index, int period) => (window + (index & (period - 1))) % period == period - 1;
}
