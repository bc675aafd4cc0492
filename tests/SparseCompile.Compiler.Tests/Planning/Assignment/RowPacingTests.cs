using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Compiler.Planning.Assignment;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Tests.Planning.Assignment;

/// <summary>Rows by pace.</summary>
public sealed class RowPacingTests
{
    public static TheoryData<string, int, bool, bool> Forms
    {
        get
        {
            TheoryData<string, int, bool, bool> forms = [];
            foreach (string name in RandomLayers.Kinds)
            {
                foreach (int groups in new[] { 1, 2, 4 })
                {
                    forms.Add(name, groups, false, false);
                    forms.Add(name, groups, false, true);
                    forms.Add(name, groups, true, true);
                }
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_steps_are_those_of_the_table_before_and_after(string name, int groups, bool isNarrow, bool isLast)
    {
        CsrMatrix matrix = RandomLayers.Of(name);
        LaneAssignment lanes = Assign(matrix, groups, isNarrow, isLast);

        lanes.Counts.ShouldBe(Table(matrix, lanes.Order, groups, isNarrow, isLast).Counts);
        RowPacing.Improve(lanes, matrix.NonZeros);
        lanes.Counts.ShouldBe(Table(matrix, lanes.Order, groups, isNarrow, isLast).Counts);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_row_has_one_place_and_there_are_never_more_steps_than_by_length(string name, int groups, bool isNarrow, bool isLast)
    {
        CsrMatrix matrix = RandomLayers.Of(name);
        LaneAssignment lanes = Assign(matrix, groups, isNarrow, isLast);
        long before = lanes.Steps;

        RowPacing.Improve(lanes, matrix.NonZeros);

        lanes.Order.Order().ShouldBe(Enumerable.Range(0, matrix.Rows));
        lanes.Steps.ShouldBeLessThanOrEqualTo(before);
    }

    [Theory]
    [InlineData(0.05, 4, false, 0.92)]
    [InlineData(0.05, 2, false, 0.92)]
    [InlineData(0.1, 4, false, 0.94)]
    [InlineData(0.1, 4, true, 0.92)]
    public void A_random_layer_takes_fewer_steps(double density, int groups, bool isNarrow, double most)
    {
        CsrMatrix matrix = RandomLayers.Of(640, 800, density);
        LaneAssignment lanes = Assign(matrix, groups, isNarrow, isLast: true);
        long before = lanes.Steps;

        RowPacing.Improve(lanes, matrix.NonZeros);

        lanes.Steps.ShouldBeLessThan((long)(before * most));
    }

    [Fact]
    public void The_same_layer_gets_the_same_order()
    {
        CsrMatrix matrix = RandomLayers.Of(400, 500, 0.05);
        LaneAssignment[] twice = [Assign(matrix, 4, isNarrow: false, isLast: false), Assign(matrix, 4, isNarrow: false, isLast: false)];

        RowPacing.Improve(twice[0], matrix.NonZeros).ShouldBe(RowPacing.Improve(twice[1], matrix.NonZeros));
        twice[0].Order.ShouldBe(twice[1].Order);
    }

    [Fact]
    public void Work_is_bounded_by_the_non_zeros()
    {
        CsrMatrix matrix = RandomLayers.Of(1000, 1000, 0.03);
        LaneAssignment lanes = Assign(matrix, 4, isNarrow: true, isLast: true);

        // Beyond the bound there is at most what one exchange takes: a lookup among the rows of a partner and a few simulations, each of 8 words.
        const int NonZeros = 1000;
        RowPacing.Improve(lanes, NonZeros).ShouldBeInRange(NonZeros * 300, (NonZeros * 300) + (64 * lanes.Profiles.Stretches));
    }

    private static LaneAssignment Assign(CsrMatrix matrix, int groups, bool isNarrow, bool isLast)
    {
        LookupForm form = new(matrix, isLast, isNarrow ? KernelFamily.NarrowLookup : KernelFamily.StreamedLookup, new InputCopy(ColumnOrdering.Natural(matrix.Columns), "", 0, 0));
        form.CanBePaced.ShouldBeTrue();
        return form.Assign(RowOrdering.ByLength(matrix), BlockSizes.Cut(form.Positions, groups));
    }

    /// <summary>What the kernel will read.</summary>
    private static WindowTable Table(CsrMatrix matrix, int[] order, int groups, bool isNarrow, bool isLast)
    {
        SparseRows rows = RowOrdering.Arrange(matrix, order, ColumnOrdering.Natural(matrix.Columns), isLast);
        rows = isNarrow ? PackedRows.Of(rows, order.Length) : rows;
        return WindowTable.Build(rows, BlockSizes.Cut(rows.Positions, groups), isNarrow ? WindowTable.NarrowWindow : WindowTable.Window);
    }
}
