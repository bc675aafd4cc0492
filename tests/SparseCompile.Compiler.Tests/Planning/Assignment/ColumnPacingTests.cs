using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Kernels.Windows.LoadBalancing;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Tests.Planning.Assignment;

/// <summary>Inputs by pace.</summary>
public sealed class ColumnPacingTests
{
    [Theory]
    [MemberData(nameof(RandomLayers.Names), MemberType = typeof(RandomLayers))]
    public void Every_column_that_holds_a_non_zero_has_one_place(string name)
    {
        CsrMatrix matrix = RandomLayers.Of(name);

        ColumnPacing.Order(matrix)!.Order().ShouldBe(matrix.ColumnIndices.Distinct().Order());
    }

    [Fact]
    public void The_same_matrix_gets_the_same_order()
    {
        CsrMatrix matrix = RandomLayers.Of(300, 400, 0.1);

        ColumnPacing.Order(matrix).ShouldBe(ColumnPacing.Order(matrix));
    }

    [Theory]
    [InlineData(640, 800, 0.05, 0.97)]
    [InlineData(512, 512, 0.1, 0.95)]
    [InlineData(512, 512, 0.2, 0.97)]
    public void Fewer_steps_are_needed_than_with_inputs_spread(int rows, int columns, double density, double most)
    {
        CsrMatrix matrix = RandomLayers.Of(rows, columns, density);

        Steps(matrix, ColumnPacing.Order(matrix)!).ShouldBeLessThan((int)(Steps(matrix, ColumnOrdering.Spread(matrix)!) * most));
    }

    [Fact]
    public void Rows_are_never_further_from_their_pace_than_a_window_holds()
    {
        CsrMatrix matrix = RandomLayers.Of(512, 512, 0.2);
        int[] places = Permutation.Inverse(ColumnPacing.Order(matrix)!, matrix.Columns);
        for (int row = 0; row < matrix.Rows; row++)
        {
            int[] taken = [.. matrix.ColumnIndices[matrix.RowStarts[row]..matrix.RowStarts[row + 1]].Select(column => places[column]).Order()];
            for (int i = 0; i < taken.Length; i++)
            {
                Math.Abs(i + 0.5 - ((double)taken.Length * taken[i] / matrix.Columns)).ShouldBeLessThan(WindowTable.Window * 0.2);
            }
        }
    }

    [Fact]
    public void A_layer_that_would_take_too_long_is_left_alone()
    {
        ColumnPacing.Order(RandomLayers.Of(2, 20_000, 0.01)).ShouldBeNull();
        ColumnPacing.Order(RandomLayers.Of(100, 1500, 1)).ShouldBeNull();
    }

    private static int Steps(CsrMatrix matrix, int[] inputOrder)
    {
        int[] order = RowOrdering.ByLength(matrix);
        SparseRows rows = RowOrdering.Arrange(matrix, order, Permutation.Inverse(inputOrder, matrix.Columns), isLast: true);
        return WindowTable.Build(rows, RowPanels.Cut(order.Length, 4)).Steps.Length;
    }
}
