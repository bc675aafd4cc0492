using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Kernels.Windows;
using SparseCompile.Compiler.Kernels.Windows.LoadBalancing;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Tests.Planning.Assignment;

/// <summary>Rows by pace.</summary>
public sealed class RowPacingTests
{
    public static TheoryData<string, int, string, bool> Forms
    {
        get
        {
            TheoryData<string, int, string, bool> forms = [];
            foreach (string name in RandomLayers.Kinds)
            {
                foreach (int groups in new[] { 1, 2, 4 })
                {
                    forms.Add(name, groups, "w64", false);
                    forms.Add(name, groups, "w64", true);
                    forms.Add(name, groups, "w32", true);
                    forms.Add(name, groups, "w32/sums1", false);
                }
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_steps_are_those_of_the_table_before_and_after(string name, int groups, string kind, bool isLast)
    {
        CsrMatrix matrix = RandomLayers.Of(name);
        LaneAssignment lanes = Assign(matrix, groups, kind, isLast);

        lanes.Counts.ShouldBe(Table(matrix, lanes.Order, groups, kind, isLast).Counts);
        RowPacing.Improve(lanes, matrix.NonZeros);
        lanes.Counts.ShouldBe(Table(matrix, lanes.Order, groups, kind, isLast).Counts);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_row_has_one_place_and_there_are_never_more_steps_than_by_length(string name, int groups, string kind, bool isLast)
    {
        CsrMatrix matrix = RandomLayers.Of(name);
        LaneAssignment lanes = Assign(matrix, groups, kind, isLast);
        long before = lanes.Steps;

        RowPacing.Improve(lanes, matrix.NonZeros);

        lanes.Order.Order().ShouldBe(Enumerable.Range(0, matrix.Rows));
        lanes.Steps.ShouldBeLessThanOrEqualTo(before);
    }

    [Theory]
    [InlineData(0.05, 4, "w64", 0.92)]
    [InlineData(0.05, 2, "w64", 0.92)]
    [InlineData(0.1, 4, "w64", 0.94)]
    [InlineData(0.1, 4, "w32", 0.92)]
    public void A_random_layer_takes_fewer_steps(double density, int groups, string kind, double most)
    {
        CsrMatrix matrix = RandomLayers.Of(640, 800, density);
        LaneAssignment lanes = Assign(matrix, groups, kind, isLast: true);
        long before = lanes.Steps;

        RowPacing.Improve(lanes, matrix.NonZeros);

        lanes.Steps.ShouldBeLessThan((long)(before * most));
    }

    [Fact]
    public void The_same_layer_gets_the_same_order()
    {
        CsrMatrix matrix = RandomLayers.Of(400, 500, 0.05);
        LaneAssignment[] twice = [Assign(matrix, 4, "w64", isLast: false), Assign(matrix, 4, "w64", isLast: false)];

        RowPacing.Improve(twice[0], matrix.NonZeros).ShouldBe(RowPacing.Improve(twice[1], matrix.NonZeros));
        twice[0].Order.ShouldBe(twice[1].Order);
    }

    [Fact]
    public void Work_is_bounded_by_the_non_zeros()
    {
        CsrMatrix matrix = RandomLayers.Of(1000, 1000, 0.03);
        LaneAssignment lanes = Assign(matrix, 4, "w32", isLast: true);

        // Beyond the bound there is at most what one exchange takes: a lookup among the rows of a partner and a few simulations, each of 8 words.
        const int NonZeros = 1000;
        RowPacing.Improve(lanes, NonZeros).ShouldBeInRange(NonZeros * 300, (NonZeros * 300) + (64 * lanes.Profiles.Stretches));
    }

    private static LaneAssignment Assign(CsrMatrix matrix, int groups, string kind, bool isLast)
    {
        Spacing spacing = SpacingOf(kind);
        PaceProfiles profiles = PaceProfiles.Of(matrix, ColumnOrdering.Natural(matrix.Columns), spacing).ShouldNotBeNull();
        bool hasZeroSlots = spacing == Spacing.Slots && !isLast;
        int positions = RowOrdering.PositionCount(matrix.Rows, !hasZeroSlots);
        return new LaneAssignment(profiles, RowOrdering.ByLength(matrix), RowPanels.Cut(positions, groups), Window(kind), hasZeroSlots);
    }

    /// <summary>What the kernel will read.</summary>
    private static KernelTables Table(CsrMatrix matrix, int[] order, int groups, string kind, bool isLast)
    {
        SparseRows rows = RowOrdering.Arrange(matrix, order, ColumnOrdering.Natural(matrix.Columns), isLast);

        // With one sum the signs are laid out just so, whatever the weights; the matrix has more magnitudes.
        SparseRows signs = new(rows.Starts, rows.Slots, [.. rows.Weights.Select(_ => 1f)]);
        bool hasSums = kind.EndsWith("sums1", StringComparison.Ordinal);
        return new WindowRecipe(Window(kind), groups, hasSums ? 1 : 0, order.Length).Lay(hasSums ? signs : rows, []);
    }

    private static int Window(string kind) => kind.StartsWith("w64", StringComparison.Ordinal) ? 64 : 32;

    private static Spacing SpacingOf(string kind) => WindowForm.SpacingOf(Window(kind), kind.EndsWith("sums1", StringComparison.Ordinal) ? 1 : 0);
}
