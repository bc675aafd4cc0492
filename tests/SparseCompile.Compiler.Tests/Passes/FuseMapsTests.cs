using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Passes.Fusion;

namespace SparseCompile.Compiler.Tests.Passes;

public sealed class FuseMapsTests
{
    private static readonly Shape s_matrix = Shape.Of([4, 6]);

    private readonly List<Value> _values = [new Value(0, "input", s_matrix)];
    private readonly List<Node> _nodes = [];

    [Fact]
    public void Maps_in_a_row_become_one_with_all_their_operations()
    {
        int root = Add(Of(UnaryKind.Sqrt, s_matrix), 0);
        int log = Add(Of(UnaryKind.Log, s_matrix), root);

        Map map = (Map)Fuse(Add(Of(UnaryKind.Negate, s_matrix), log)).Nodes.ShouldHaveSingleItem().Operator;

        ViewReader.Operations(map.Regions[0].Value).ShouldBe(3);
        map.Evaluate([[.. Enumerable.Repeat(4.0, 24)]])[0].ShouldBe(-Math.Log(2), 1e-12);
    }

    [Fact]
    public void What_two_maps_read_is_computed_once()
    {
        int root = Add(Of(UnaryKind.Sqrt, s_matrix), 0);
        int left = Add(Of(UnaryKind.Log, s_matrix), root);
        int right = Add(Of(UnaryKind.Negate, s_matrix), root);

        Graph graph = Fuse(Add(new Map(s_matrix, new Binary(BinaryKind.Add, Whole(0), Whole(1))), left, right));

        graph.Nodes.Select(node => ViewReader.Operations(((Map)node.Operator).Regions[0].Value)).ShouldBe([1, 3]);
    }

    [Fact]
    public void What_is_broadcast_is_computed_before()
    {
        int rows = Add(Maps.Slice(s_matrix, [0, 0], [1, 1], [4, 1]), 0);
        int root = Add(Of(UnaryKind.Sqrt, Shape.Of([4, 1])), rows);

        Graph graph = Fuse(Add(new Map(s_matrix, new Binary(BinaryKind.Divide, Whole(0), new Read(1, View.Strided(0, [1, 0])))), 0, root));

        graph.Nodes.Count.ShouldBe(2);
    }

    [Fact]
    public void Rearrangements_that_undo_each_other_vanish()
    {
        int transposed = Add(Maps.Transpose(s_matrix, [1, 0]), 0);
        int back = Add(Maps.Transpose(Shape.Of([6, 4]), [1, 0]), transposed);

        Map map = (Map)Fuse(Add(Of(UnaryKind.Sqrt, s_matrix), back)).Nodes.ShouldHaveSingleItem().Operator;

        map.Regions[0].Value.ShouldBe(new Unary(UnaryKind.Sqrt, Whole(0)));
    }

    [Fact]
    public void A_slice_of_a_concatenation_reads_its_operand()
    {
        int root = Add(Of(UnaryKind.Sqrt, s_matrix), 0);
        int joined = Add(Maps.Concat([s_matrix, s_matrix], 0), root, 0);

        Graph graph = Fuse(Add(Maps.Slice(Shape.Of([8, 6]), [5, 0], [1, 2], [2, 3]), joined));

        graph.Nodes.ShouldHaveSingleItem().Inputs.ShouldBe([0]);
        ((Map)graph.Nodes[0].Operator).Evaluate([[.. Enumerable.Range(0, 24).Select(i => (double)i)]]).ShouldBe([6, 8, 10, 12, 14, 16]);
    }

    [Fact]
    public void A_value_seen_in_another_shape_is_fused_where_its_axes_are_walked_as_one()
    {
        int root = Add(Of(UnaryKind.Sqrt, s_matrix), 0);
        Shape flat = Shape.Of([3, 8]);

        Fuse(Add(new Map(flat, new Unary(UnaryKind.Negate, new Read(0, View.Whole(flat)))), root)).Nodes.Count.ShouldBe(1);
    }

    private static Read Whole(int operand) => new(operand, View.Whole(s_matrix));

    private static Map Of(UnaryKind kind, Shape shape) => new(shape, new Unary(kind, new Read(0, View.Whole(shape))));

    private int Add(Map map, params int[] inputs)
    {
        _values.Add(new Value(_values.Count, $"v{_values.Count}", map.InferShape([.. inputs.Select(input => _values[input].Shape)])!.Value));
        _nodes.Add(new Node($"n{_nodes.Count}", map, inputs.ToEquatableArray(), _values.Count - 1, null));
        return _values.Count - 1;
    }

    private Graph Fuse(int output) => FuseMaps.Run(new Graph(_values, _nodes, 0, output));
}
