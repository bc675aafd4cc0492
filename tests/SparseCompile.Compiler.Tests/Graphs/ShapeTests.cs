using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes;

namespace SparseCompile.Compiler.Tests.Graphs;

/// <summary>Operators say what shape they give, and which they do not take.</summary>
public sealed class ShapeTests
{
    private static readonly Shape s_matrix = Shape.Of([2, 3]);

    [Fact]
    public void A_linear_layer_takes_any_shape_of_as_many_elements_as_it_has_columns()
    {
        Linear layer = Layers.Random(1, 6, 4, Layers.None);

        layer.InferShape([s_matrix]).ShouldBe(Shape.Vector(4));
        layer.InferShape([Shape.Vector(5)]).ShouldBeNull();
    }

    [Fact]
    public void Element_by_element_the_shape_stays()
    {
        Layers.Affine(1, 6).InferShape([s_matrix]).ShouldBe(s_matrix);
        Layers.Affine(1, 5).InferShape([s_matrix]).ShouldBeNull();
        new Elementwise(Layers.Relu).InferShape([s_matrix]).ShouldBe(s_matrix);
    }

    [Fact]
    public void A_sum_takes_operands_of_one_length_only()
    {
        new Add(Layers.None).InferShape([s_matrix, Shape.Vector(6)]).ShouldBe(s_matrix);
        new Add(Layers.None).InferShape([s_matrix, s_matrix, Shape.Vector(5)]).ShouldBeNull();
    }

    [Fact]
    public void A_concatenation_is_a_vector_as_long_as_all_its_operands() =>
        new Concat().InferShape([s_matrix, Shape.Vector(1), s_matrix]).ShouldBe(Shape.Vector(13));

    [Fact]
    public void Operands_that_do_not_fit_are_not_added_to_a_graph()
    {
        GraphBuilder graph = Layers.Input(3);

        Should.Throw<InvalidOperationException>(() => graph.Add("fc1", Layers.Random(1, 4, 2, Layers.None), 0)).Message.ShouldBe("The inputs of 'fc1' do not fit.");
        graph.HasOutput.ShouldBeFalse();
    }

    [Fact]
    public void Only_nodes_that_the_output_depends_on_are_in_use()
    {
        GraphBuilder builder = Layers.Input(3);
        int a = builder.Add("a", Layers.Random(1, 3, 3, Layers.None), 0);
        int unused = builder.Add("unused", Layers.Random(2, 3, 3, Layers.None), a);
        builder.Add("alsoUnused", new Add(Layers.None), unused, a);
        builder.Add("b", new Add(Layers.None), a, 0);

        builder.Build().WithoutUnused().Nodes.Select(node => node.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void A_value_that_is_read_twice_by_one_node_counts_twice()
    {
        GraphBuilder builder = Layers.Input(3);
        builder.Add("s", new Add(Layers.None), 0, 0);
        Graph graph = builder.Build();

        graph.Uses(0).ShouldBe(2);
        graph.Uses(graph.Output).ShouldBe(1);
        graph.Readers(0).Count().ShouldBe(1);
    }
}
