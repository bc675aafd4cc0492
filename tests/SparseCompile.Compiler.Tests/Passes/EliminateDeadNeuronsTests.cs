using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Passes;
using SparseCompile.Compiler.Tests.Graphs;

namespace SparseCompile.Compiler.Tests.Passes;

public sealed class EliminateDeadNeuronsTests
{
    private static readonly Linear s_three = Layers.Linear(Layers.Relu, [1, 2], [3, 0], [0, 4]);

    [Fact]
    public void What_one_of_two_readers_needs_stays_and_what_neither_needs_goes()
    {
        GraphBuilder graph = Layers.Input(2);
        int shared = graph.Add("shared", s_three, 0);
        int left = graph.Add("left", Layers.Linear(Layers.None, [1, 0, 0]), shared);
        int right = graph.Add("right", Layers.Linear(Layers.None, [0, 0, 1]), shared);
        graph.Add("sum", new Add(Layers.None), left, right);

        Graph live = Run(graph);

        Length(live, "shared").ShouldBe(2);
        live.Nodes[0].Declared.KeptOutputs.ShouldBe([0, 2]);
        ((Linear)live.Nodes[2].Operator).Weights.ColumnIndices.ShouldBe([1]);
    }

    [Fact]
    public void A_constant_goes_into_the_biases_of_all_its_readers()
    {
        GraphBuilder graph = Layers.Input(2);
        int shared = graph.Add("shared", Layers.Linear(Layers.Relu, [1, 2], [0, 0]), 0);
        int left = graph.Add("left", Layers.Linear(Layers.None, [1, 2]), shared);
        int right = graph.Add("right", Layers.Linear(Layers.None, [3, 4]), shared);
        graph.Add("sum", new Add(Layers.None), left, right);

        Graph live = Run(graph);

        Length(live, "shared").ShouldBe(1);
        ((Linear)live.Nodes[1].Operator).Bias.ShouldBe([0.5f + (2 * 1.5f)]);
        ((Linear)live.Nodes[2].Operator).Bias.ShouldBe([0.5f + (4 * 1.5f)]);
    }

    [Fact]
    public void Operands_of_a_sum_lose_what_is_constant_in_all_of_them()
    {
        GraphBuilder graph = Layers.Input(2);
        int left = graph.Add("left", Layers.Linear(Layers.Relu, [1, 2], [0, 0], [0, 0]), 0);
        int right = graph.Add("right", Layers.Linear(Layers.None, [1, 1], [0, 0], [5, 0]), 0);
        int sum = graph.Add("sum", new Add(Layers.Relu), left, right);
        graph.Add("fc", Layers.Linear(Layers.None, [1, 2, 3]), sum);

        Graph live = Run(graph);

        // The second element is 1.5 + 1.5 whatever the input; the third is constant on one side only.
        Length(live, "left").ShouldBe(2);
        Length(live, "right").ShouldBe(2);
        Length(live, "sum").ShouldBe(2);
        ((Linear)live.Nodes[3].Operator).Bias.ShouldBe([0.5f + (2 * 3)]);
    }

    [Fact]
    public void An_operand_that_another_layer_reads_keeps_the_sum_whole()
    {
        GraphBuilder graph = Layers.Input(2);
        int left = graph.Add("left", s_three, 0);
        int right = graph.Add("right", s_three, 0);
        int sum = graph.Add("sum", new Add(Layers.None), left, right);
        int reader = graph.Add("reader", Layers.Linear(Layers.None, [1, 0, 0]), sum);
        int other = graph.Add("other", Layers.Linear(Layers.None, [0, 1, 0]), right);
        graph.Add("end", new Concat(), reader, other);

        Graph live = Run(graph);

        new[] { "left", "right", "sum" }.ShouldAllBe(name => Length(live, name) == 2);
    }

    [Fact]
    public void Nothing_before_a_hidden_softmax_is_dead_and_nothing_behind_it_constant()
    {
        GraphBuilder graph = Layers.Input(2);
        int sum = graph.Add("sum", new Add(Layers.Softmax), graph.Add("left", Layers.Linear(Layers.None, [1, 0], [0, 0]), 0), graph.Add("right", Layers.Linear(Layers.None, [0, 1], [0, 0]), 0));
        graph.Add("fc", Layers.Linear(Layers.None, [1, 0]), sum);

        Length(Run(graph), "sum").ShouldBe(2);
    }

    [Fact]
    public void The_input_stays_whole_where_a_join_reads_it()
    {
        GraphBuilder graph = Layers.Input(3);
        int layer = graph.Add("fc", Layers.Linear(Layers.Relu, [1, 0, 0], [0, 0, 0]), 0);
        int joined = graph.Add("cat", new Concat(), layer, 0, layer);
        graph.Add("end", Layers.Linear(Layers.None, [1, 1, 0, 1, 0, 1, 0]), joined);

        Graph live = Run(graph);

        live.InputLength.ShouldBe(3);
        Length(live, "fc").ShouldBe(1);
        Length(live, "cat").ShouldBe(5);
    }

    [Fact]
    public void A_join_that_is_the_output_keeps_its_constants()
    {
        GraphBuilder graph = Layers.Input(2);
        int layer = graph.Add("fc", Layers.Linear(Layers.Relu, [1, 2], [0, 0]), 0);
        graph.Add("cat", new Concat(), layer, layer);

        Length(Run(graph), "fc").ShouldBe(2);
    }

    [Fact]
    public void What_a_constant_of_a_sum_makes_constant_goes_too()
    {
        GraphBuilder graph = Layers.Input(2);
        int layer = graph.Add("fc", Layers.Linear(Layers.None, [0, 0], [1, 1]), 0);
        int sum = graph.Add("sum", new Add(Layers.None), layer, layer);
        int next = graph.Add("next", Layers.Linear(Layers.Relu, [2, 0], [0, 1]), sum);
        graph.Add("end", Layers.Linear(Layers.None, [1, 1]), next);

        Graph live = Run(graph);

        Length(live, "next").ShouldBe(1);
        ((Linear)live.Nodes[^1].Operator).Bias.ShouldBe([0.5f + (2 * 1) + 0.5f]);
    }

    private static Graph Run(GraphBuilder builder)
    {
        Graph graph = builder.Build();
        Graph live = EliminateDeadNeurons.Run(graph);
        live.ShouldMean(graph);
        foreach (Node node in live.Nodes)
        {
            // Every operator still takes what it is given.
            node.Operator.InferShape([.. node.Inputs.Select(value => live.Values[value].Shape)])!.Value.Length.ShouldBe(live.Values[node.Output].Length, node.Name);
        }

        return live;
    }

    private static int Length(Graph graph, string name) => graph.Values[graph.Nodes.Single(node => node.Name == name).Output].Length;
}
