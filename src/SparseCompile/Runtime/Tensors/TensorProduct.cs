using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Products of matrices that are both known at run time only: dense.</summary>
/// <remarks>Each product is rounded before it is added, since not every processor multiplies and adds with one rounding; terms are added in order, from 0 on.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class TensorProduct
{
    /// <summary>Products of pairs of matrices.</summary>
    /// <param name="left">The first operand: matrices of <paramref name="rows"/> x <paramref name="inner"/> elements.</param>
    /// <param name="right">The second operand: matrices of <paramref name="inner"/> x <paramref name="columns"/> elements.</param>
    /// <param name="to">The products, one after the other.</param>
    /// <param name="pairs">The matrix of the first operand and that of the second, for each product.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="inner">Terms of a sum.</param>
    /// <param name="columns">Columns.</param>
    // Parameters: two operands, the result, and the extents of a product.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(float* left, float* right, float* to, ReadOnlySpan<int> pairs, int rows, int inner, int columns)
        where T : struct, ITensorLanes<T>
    {
        for (int pair = 0; pair < pairs.Length; pair += 2, to += (nint)rows * columns)
        {
            float* a = left + ((nint)pairs[pair] * rows * inner);
            float* b = right + ((nint)pairs[pair + 1] * inner * columns);
            int row = 0;
            for (; row + 4 <= rows; row += 4)
            {
                float* four = a + ((nint)row * inner), result = to + ((nint)row * columns);
                int column = Four<T>(0, four, b, result, inner, columns);
                column = Four<Lanes128>(column, four, b, result, inner, columns);
                Four<Lanes1>(column, four, b, result, inner, columns);
            }

            for (; row < rows; row++)
            {
                float* one = a + ((nint)row * inner), result = to + ((nint)row * columns);
                int column = One<T>(0, one, b, result, inner, columns);
                column = One<Lanes128>(column, one, b, result, inner, columns);
                One<Lanes1>(column, one, b, result, inner, columns);
            }
        }
    }

    /// <summary>Four rows, for as many columns as fill lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Four<T>(int column, float* a, float* b, float* to, int inner, int columns)
        where T : struct, ITensorLanes<T>
    {
        for (; column <= columns - T.Count; column += T.Count)
        {
            T sum0 = T.Broadcast(0f), sum1 = sum0, sum2 = sum0, sum3 = sum0;
            float* term = b + column;
            for (int k = 0; k < inner; k++, term += columns)
            {
                T values = T.Load(term);
                sum0 = T.Add(sum0, T.Multiply(T.Broadcast(a[k]), values));
                sum1 = T.Add(sum1, T.Multiply(T.Broadcast(a[k + inner]), values));
                sum2 = T.Add(sum2, T.Multiply(T.Broadcast(a[k + (2 * inner)]), values));
                sum3 = T.Add(sum3, T.Multiply(T.Broadcast(a[k + (3 * inner)]), values));
            }

            T.Store(to + column, sum0);
            T.Store(to + column + columns, sum1);
            T.Store(to + column + (2 * columns), sum2);
            T.Store(to + column + (3 * columns), sum3);
        }

        return column;
    }

    /// <summary>One row, for as many columns as fill lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int One<T>(int column, float* a, float* b, float* to, int inner, int columns)
        where T : struct, ITensorLanes<T>
    {
        for (; column <= columns - T.Count; column += T.Count)
        {
            T sum = T.Broadcast(0f);
            float* term = b + column;
            for (int k = 0; k < inner; k++, term += columns)
            {
                sum = T.Add(sum, T.Multiply(T.Broadcast(a[k]), T.Load(term)));
            }

            T.Store(to + column, sum);
        }

        return column;
    }
}
