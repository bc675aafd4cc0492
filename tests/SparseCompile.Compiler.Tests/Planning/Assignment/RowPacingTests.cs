using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Compiler.Scheduling.LoadBalancing;
using SparseCompile.Compiler.Scheduling.Permutations;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Tests.Planning.Assignment;

/// <summary>Rows by pace.</summary>
public sealed class RowPacingTests
{
    public static TheoryData<string, int, KernelFamily, bool> Forms
    {
        get
        {
            TheoryData<string, int, KernelFamily, bool> forms = [];
            foreach (string name in RandomLayers.Kinds)
            {
                foreach (int groups in new[] { 1, 2, 4 })
                {
                    forms.Add(name, groups, KernelFamily.StreamedLookup, false);
                    forms.Add(name, groups, KernelFamily.StreamedLookup, true);
                    forms.Add(name, groups, KernelFamily.NarrowLookup, true);
                    forms.Add(name, groups, KernelFamily.NarrowSignedLookup, false);
                }
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_steps_are_those_of_the_table_before_and_after(string name, int groups, KernelFamily family, bool isLast)
    {
        CsrMatrix matrix = RandomLayers.Of(name);
        LaneAssignment lanes = Assign(matrix, groups, family, isLast);

        lanes.Counts.ShouldBe(Table(matrix, lanes.Order, groups, family, isLast).Counts);
        RowPacing.Improve(lanes, matrix.NonZeros);
        lanes.Counts.ShouldBe(Table(matrix, lanes.Order, groups, family, isLast).Counts);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_row_has_one_place_and_there_are_never_more_steps_than_by_length(string name, int groups, KernelFamily family, bool isLast)
    {
        CsrMatrix matrix = RandomLayers.Of(name);
        LaneAssignment lanes = Assign(matrix, groups, family, isLast);
        long before = lanes.Steps;

        RowPacing.Improve(lanes, matrix.NonZeros);

        lanes.Order.Order().ShouldBe(Enumerable.Range(0, matrix.Rows));
        lanes.Steps.ShouldBeLessThanOrEqualTo(before);
    }

    [Theory]
    [InlineData(0.05, 4, KernelFamily.StreamedLookup, 0.92)]
    [InlineData(0.05, 2, KernelFamily.StreamedLookup, 0.92)]
    [InlineData(0.1, 4, KernelFamily.StreamedLookup, 0.94)]
    [InlineData(0.1, 4, KernelFamily.NarrowLookup, 0.92)]
    public void A_random_layer_takes_fewer_steps(double density, int groups, KernelFamily family, double most)
    {
        CsrMatrix matrix = RandomLayers.Of(640, 800, density);
        LaneAssignment lanes = Assign(matrix, groups, family, isLast: true);
        long before = lanes.Steps;

        RowPacing.Improve(lanes, matrix.NonZeros);

        lanes.Steps.ShouldBeLessThan((long)(before * most));
    }

    [Fact]
    public void The_same_layer_gets_the_same_order()
    {
        CsrMatrix matrix = RandomLayers.Of(400, 500, 0.05);
        LaneAssignment[] twice = [Assign(matrix, 4, KernelFamily.StreamedLookup, isLast: false), Assign(matrix, 4, KernelFamily.StreamedLookup, isLast: false)];

        RowPacing.Improve(twice[0], matrix.NonZeros).ShouldBe(RowPacing.Improve(twice[1], matrix.NonZeros));
        twice[0].Order.ShouldBe(twice[1].Order);
    }

    [Fact]
    public void Work_is_bounded_by_the_non_zeros()
    {
        CsrMatrix matrix = RandomLayers.Of(1000, 1000, 0.03);
        LaneAssignment lanes = Assign(matrix, 4, KernelFamily.NarrowLookup, isLast: true);

        // Beyond the bound there is at most what one exchange takes: a lookup among the rows of a partner and a few simulations, each of 8 words.
        const int NonZeros = 1000;
        RowPacing.Improve(lanes, NonZeros).ShouldBeInRange(NonZeros * 300, (NonZeros * 300) + (64 * lanes.Profiles.Stretches));
    }

    private static LaneAssignment Assign(CsrMatrix matrix, int groups, KernelFamily family, bool isLast)
    {
        LookupForm form = new(matrix, isLast, family, new InputCopy(ColumnOrdering.Natural(matrix.Columns), "", 0, 0));
        form.CanBePaced.ShouldBeTrue();
        return form.Assign(RowOrdering.ByLength(matrix), BlockSizes.Cut(form.Positions, groups));
    }

    /// <summary>What the kernel will read.</summary>
    private static WindowTable Table(CsrMatrix matrix, int[] order, int groups, KernelFamily family, bool isLast)
    {
        SparseRows rows = RowOrdering.Arrange(matrix, order, ColumnOrdering.Natural(matrix.Columns), isLast);
        rows = family.InputLayout().Rows(rows, order.Length);
        return WindowTable.Build(rows, BlockSizes.Cut(rows.Positions, groups), family.Window());
    }
}
