using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>A linear layer or convolution as an engine sees it: a matrix that is applied at some positions.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Target">The accelerator.</param>
public sealed record MatrixWork(MatrixOperator Operator, HardwareTarget Target)
{
    /// <summary>The matrix.</summary>
    public CsrMatrix Weights => Operator.Weights;

    /// <summary>Rows.</summary>
    public int Rows => Weights.Rows;

    /// <summary>Columns.</summary>
    public int Columns => Weights.Columns;

    /// <summary>Positions at which the matrix is applied.</summary>
    public int Positions => Operator.Positions;

    /// <summary>Lanes of the engine.</summary>
    public int Lanes => Target.Engine.Lanes;

    /// <summary>Some windows meet padding.</summary>
    public bool IsPadded => Operator is Conv { Window.IsInside: false };

    /// <summary>The element of the input under a column at a position; -1 for padding.</summary>
    public int Element(int column, int position) => Operator is Conv conv ? conv.OffsetOf(column, position) : column;

    /// <summary>The row of each non-zero.</summary>
    public int[] RowOfWord()
    {
        int[] rows = new int[Weights.NonZeros];
        for (int row = 0; row < Rows; row++)
        {
            for (int word = Weights.RowStarts[row]; word < Weights.RowStarts[row + 1]; word++)
            {
                rows[word] = row;
            }
        }

        return rows;
    }

    /// <summary>Bits written by one inference.</summary>
    public long WriteBits => (long)Rows * Positions * Target.ActivationBits;

    /// <summary>Non-zero multiply-accumulates that an input leaves.</summary>
    public long Remaining(InputActivity activity)
    {
        if (!activity.DiffersByPosition(this))
        {
            return activity.Share((long)Weights.NonZeros * Positions);
        }

        int[] counts = ColumnCounts();
        long remaining = 0;
        for (int position = 0; position < Positions; position++)
        {
            for (int column = 0; column < Columns; column++)
            {
                remaining += activity.IsNonZero(Element(column, position)) ? counts[column] : 0;
            }
        }

        return remaining;
    }

    /// <summary>Non-zeros of each column.</summary>
    public int[] ColumnCounts()
    {
        int[] counts = new int[Columns];
        foreach (int column in Weights.ColumnIndices)
        {
            counts[column]++;
        }

        return counts;
    }
}
