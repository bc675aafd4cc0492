using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Tests.Graphs;

namespace SparseCompile.Compiler.Tests.Scheduling;

public sealed class ValueOrdersTests
{
    private readonly GraphBuilder _graph = Layers.Input(3);

    [Fact]
    public void A_layers_order_is_free_until_it_is_decided()
    {
        int layer = Linear("a", 3);
        Linear("b", 3, layer);
        ValueOrders orders = new(_graph.Build());

        orders.IsInputFree.ShouldBeTrue();
        orders.Of(layer).ShouldBeNull();
        orders.Decide(layer, [2, 0, 1]);
        orders.Of(layer).ShouldBe([2, 0, 1]);
    }

    [Fact]
    public void What_is_added_lies_in_the_order_that_the_first_layer_chooses()
    {
        int a = Linear("a", 3);
        int b = Linear("b", 3);
        int c = Linear("c", 3, a);
        int sum = _graph.Add("sum", new Add(Layers.None), b, a);
        int next = _graph.Add("next", new Add(Layers.None), sum, c);
        Linear("end", 2, next);
        Graph graph = _graph.Build();
        ValueOrders orders = new(graph);

        orders.Decide(a, [1, 2, 0]);

        new[] { a, b, c, sum, next }.ShouldAllBe(value => orders.Of(value)!.SequenceEqual(new[] { 1, 2, 0 }));
        orders.Join(graph.Producer(sum)!).ShouldBe([1, 2, 0]);
    }

    [Fact]
    public void A_join_that_is_the_output_and_all_that_it_is_made_of_lie_in_order()
    {
        int a = Linear("a", 2);
        int b = Linear("b", 2);
        int inner = _graph.Add("inner", new Concat(), a, b);
        int c = Linear("c", 1);
        int outer = _graph.Add("outer", new Concat(), inner, c);
        ValueOrders orders = new(_graph.Build());

        orders.Of(a).ShouldBe([0, 1]);
        orders.Of(inner).ShouldBe([0, 1, 2, 3]);
        orders.Of(c).ShouldBe([0]);
        orders.Of(outer).ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void An_input_that_a_join_reads_lies_in_order_and_so_does_what_it_is_added_to()
    {
        int a = Linear("a", 3);
        int sum = _graph.Add("sum", new Add(Layers.None), 0, a);
        Linear("end", 2, sum);
        ValueOrders orders = new(_graph.Build());

        orders.IsInputFree.ShouldBeFalse();
        orders.Of(0).ShouldBe([0, 1, 2]);
        orders.Of(a).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void An_input_of_two_readers_is_not_put_in_an_order_for_either()
    {
        int a = Linear("a", 3);
        int b = Linear("b", 3);
        Linear("end", 2, _graph.Add("sum", new Add(Layers.None), a, b));

        new ValueOrders(_graph.Build()).IsInputFree.ShouldBeFalse();
    }

    [Fact]
    public void A_concatenation_follows_the_orders_of_its_operands()
    {
        int a = Linear("a", 3);
        int b = Linear("b", 2);
        int joined = _graph.Add("cat", new Concat(), a, b, a);
        Linear("end", 2, joined);
        Graph graph = _graph.Build();
        ValueOrders orders = new(graph);
        orders.Decide(a, [2, 0, 1]);
        orders.Decide(b, [1, 0]);

        orders.Join(graph.Producer(joined)!).ShouldBe([2, 0, 1, 4, 3, 7, 5, 6]);
        orders.Of(joined).ShouldBe([2, 0, 1, 4, 3, 7, 5, 6]);
    }

    [Fact]
    public void A_concatenation_that_is_added_to_something_lies_in_order_with_its_operands()
    {
        int a = Linear("a", 2);
        int joined = _graph.Add("cat", new Concat(), a, a);
        int b = Linear("b", 4);
        Linear("end", 2, _graph.Add("sum", new Add(Layers.None), b, joined));
        ValueOrders orders = new(_graph.Build());

        orders.Of(a).ShouldBe([0, 1]);
        orders.Of(joined).ShouldBe([0, 1, 2, 3]);
        orders.Of(b).ShouldBe([0, 1, 2, 3]);
    }

    private int Linear(string name, int outputs, int input = 0) => _graph.Add(name, Layers.Random(1, input == 0 ? 3 : _graph.LengthOf(input)!.Value, outputs, Layers.None), input);
}
