using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Passes;
using SparseCompile.Compiler.Tests.Graphs;

namespace SparseCompile.Compiler.Tests.Passes;

public sealed class FuseActivationTests
{
    private static readonly Elementwise s_relu = new(Layers.Relu);

    [Fact]
    public void An_activation_becomes_the_epilogue_of_a_layer()
    {
        GraphBuilder graph = Layers.Input(4);
        graph.Add("relu", s_relu, graph.Add("fc", Layers.Random(1, 4, 3, Layers.None), 0));

        Graph fused = FuseActivation.Run(graph.Build());

        fused.Nodes.ShouldHaveSingleItem().Operator.Activation.ShouldBe(Layers.Relu);
        fused.ShouldMean(graph.Build());
    }

    [Fact]
    public void An_activation_becomes_the_epilogue_of_a_sum()
    {
        GraphBuilder graph = Layers.Input(4);
        graph.Add("softmax", new Elementwise(Layers.Softmax), graph.Add("sum", new Add(Layers.None), 0, 0));

        Graph fused = FuseActivation.Run(graph.Build());

        fused.Nodes.ShouldHaveSingleItem().Operator.Activation.ShouldBe(Layers.Softmax);
        fused.ShouldMean(graph.Build());
    }

    [Fact]
    public void Where_the_value_has_other_readers_an_identity_layer_carries_the_activation()
    {
        GraphBuilder graph = Layers.Input(4);
        int layer = graph.Add("fc", Layers.Random(1, 4, 4, Layers.None), 0);
        graph.Add("sum", new Add(Layers.None), graph.Add("fc", s_relu, layer), layer);

        Graph fused = FuseActivation.Run(graph.Build());

        // Two nodes of one name would be two classes of one name.
        fused.Nodes.Select(node => node.Name).ShouldBe(["fc", "fc2", "sum"]);
        fused.Nodes[1].Operator.NonZeroMacs.ShouldBe(4);
        fused.ShouldMean(graph.Build());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_another_activation_or_a_concatenation_an_identity_layer_carries_it(bool isConcat)
    {
        GraphBuilder graph = Layers.Input(4);
        int before = isConcat ? graph.Add("cat", new Concat(), 0, 0) : graph.Add("fc", Layers.Random(1, 4, 4, new ActivationFunction(ActivationKind.Tanh)), 0);
        graph.Add("relu", s_relu, before);

        Graph fused = FuseActivation.Run(graph.Build());

        fused.Nodes.Count.ShouldBe(2);
        fused.Nodes[1].Operator.ShouldBeOfType<Linear>().Function.ShouldBe(Layers.Relu);
        fused.ShouldMean(graph.Build());
    }

    [Fact]
    public void An_identity_vanishes_and_is_no_way_around_other_readers()
    {
        GraphBuilder graph = Layers.Input(4);
        int layer = graph.Add("fc", Layers.Random(1, 4, 4, Layers.None), 0);
        int same = graph.Add("none", new Elementwise(Layers.None), layer);
        graph.Add("sum", new Add(Layers.None), graph.Add("relu", s_relu, same), layer);

        Graph fused = FuseActivation.Run(graph.Build());

        fused.Nodes.Select(node => node.Name).ShouldBe(["fc", "relu", "sum"]);
        fused.ShouldMean(graph.Build());
    }
}
