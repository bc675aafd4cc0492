using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Passes;
using SparseCompile.Compiler.Tests.Graphs;

namespace SparseCompile.Compiler.Tests.Passes;

public sealed class FoldAffineTests
{
    [Fact]
    public void A_normalisation_scales_the_rows_of_the_layer_before_it()
    {
        GraphBuilder graph = Layers.Input(2);
        int layer = graph.Add("fc", Layers.Linear(Layers.None, [1, 2], [0, 4]), 0);
        graph.Add("bn", new Affine([2, 0.5], [1, -1]), layer);

        Node node = FoldAffine.Run(graph.Build()).Nodes.ShouldHaveSingleItem();

        node.Name.ShouldBe("fc");
        Linear folded = node.Operator.ShouldBeOfType<Linear>();
        folded.Weights.Values.ShouldBe([2, 4, 2]);
        folded.Bias.ShouldBe([2, -0.25f]);
    }

    [Fact]
    public void After_an_activation_it_is_folded_into_the_layer_after_it()
    {
        GraphBuilder graph = Layers.Input(2);
        int layer = graph.Add("fc", Layers.Linear(Layers.Relu, [1, 2], [0, 4]), 0);
        int norm = graph.Add("bn", new Affine([2, 0.5], [1, -1]), layer);
        graph.Add("fc2", Layers.Linear(Layers.None, [3, 4]), norm);

        Graph folded = FoldAffine.Run(graph.Build());

        folded.Nodes.Select(node => node.Name).ShouldBe(["fc", "fc2"]);
        Linear last = folded.Nodes[1].Operator.ShouldBeOfType<Linear>();
        last.Weights.Values.ShouldBe([6, 2]);
        last.Bias.ShouldBe([0.5f + 3 - 4]);
        folded.ShouldMean(graph.Build());
    }

    [Fact]
    public void A_layer_with_other_readers_is_left_as_it_is()
    {
        GraphBuilder graph = Layers.Input(4);
        int layer = graph.Add("fc", Layers.Random(1, 4, 4, Layers.None), 0);
        int norm = graph.Add("bn", Layers.Affine(2, 4), layer);
        int second = graph.Add("fc2", Layers.Random(3, 4, 4, Layers.None), norm);
        graph.Add("sum", new Add(Layers.None), layer, second);

        Graph folded = FoldAffine.Run(graph.Build());

        folded.Nodes.Select(node => node.Name).ShouldBe(["fc", "fc2", "sum"]);
        folded.Nodes[0].Operator.ShouldBe(graph.Build().Nodes[0].Operator);
        folded.ShouldMean(graph.Build());
    }

    [Fact]
    public void A_normalisation_that_a_join_reads_becomes_one_diagonal_layer_however_often_it_is_read()
    {
        GraphBuilder graph = Layers.Input(4);
        int norm = graph.Add("bn", Layers.Affine(2, 4), 0);
        int second = graph.Add("fc2", Layers.Random(3, 4, 4, Layers.None), norm);
        int sum = graph.Add("sum", new Add(Layers.None), norm, second);
        graph.Add("cat", new Concat(), sum, norm);

        Graph folded = FoldAffine.Run(graph.Build());

        folded.Nodes.Select(node => node.Name).Order().ShouldBe(["bn", "cat", "fc2", "sum"]);
        folded.Nodes.Single(node => node.Name == "bn").Operator.NonZeroMacs.ShouldBe(4);
        folded.ShouldMean(graph.Build());
    }

    [Fact]
    public void Normalisations_one_after_the_other_are_one()
    {
        GraphBuilder graph = Layers.Input(4);
        int first = graph.Add("bn1", Layers.Affine(2, 4), 0);
        graph.Add("bn2", Layers.Affine(3, 4), first);

        Graph folded = FoldAffine.Run(graph.Build());

        folded.Nodes.ShouldHaveSingleItem().Operator.ShouldBeOfType<Linear>().Weights.NonZeros.ShouldBe(4);
        folded.ShouldMean(graph.Build());
    }

    [Fact]
    public void Two_normalisations_of_one_layer_are_folded_into_their_readers()
    {
        GraphBuilder graph = Layers.Input(4);
        int layer = graph.Add("fc", Layers.Random(1, 4, 4, Layers.None), 0);
        int left = graph.Add("fc1", Layers.Random(4, 4, 3, Layers.None), graph.Add("bn1", Layers.Affine(2, 4), layer));
        int right = graph.Add("fc2", Layers.Random(5, 4, 3, Layers.None), graph.Add("bn2", Layers.Affine(3, 4), layer));
        graph.Add("sum", new Add(Layers.None), left, right);

        Graph folded = FoldAffine.Run(graph.Build());

        folded.Nodes.Select(node => node.Name).ShouldBe(["fc", "fc1", "fc2", "sum"]);
        folded.ShouldMean(graph.Build());
    }

    [Fact]
    public void Reshapes_vanish_and_their_readers_count_as_readers_of_what_was_reshaped()
    {
        GraphBuilder graph = Layers.Input(4);
        int layer = graph.Add("fc", Layers.Random(1, 4, 4, Layers.None), 0);
        int flat = graph.Add("flatten", new Reshape(Shape.Of([2, 2])), layer);
        int norm = graph.Add("bn", Layers.Affine(2, 4), flat);
        graph.Add("sum", new Add(Layers.None), norm, layer);

        Graph folded = FoldAffine.Run(graph.Build());

        folded.Nodes.Select(node => node.Name).ShouldBe(["fc", "bn", "sum"]);
        folded.ShouldMean(graph.Build());
    }
}
