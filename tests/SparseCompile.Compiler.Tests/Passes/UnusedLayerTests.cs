using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Passes;
using SparseCompile.Compiler.Tests.Graphs;

namespace SparseCompile.Compiler.Tests.Passes;

public sealed class UnusedLayerTests
{
    [Fact]
    public void Every_layer_that_nothing_depends_on_is_named_once()
    {
        GraphBuilder graph = Layers.Input(4);
        int layer = graph.Add("fc", Layers.Random(1, 4, 4, Layers.None), 0);
        graph.Add("bn", Layers.Affine(2, 4), layer);
        int alone = graph.Add("alone", Layers.Random(2, 4, 4, Layers.None), layer);
        graph.Add("alone", new Elementwise(Layers.Relu), alone);
        graph.Add("end", Layers.Random(3, 4, 2, Layers.None), layer);
        List<CompilerDiagnostic> diagnostics = [];

        Graph live = PassPipeline.Run(graph.Build(), "weights/a.npz", diagnostics)!;

        live.Nodes.Select(node => node.Name).ShouldBe(["fc", "end"]);
        diagnostics.Select(diagnostic => (diagnostic.Rule, diagnostic.Arguments[0])).ShouldBe([(Rules.UnusedLayer, "bn"), (Rules.UnusedLayer, "alone")]);
    }

    [Fact]
    public void A_layer_is_folded_into_where_only_unused_layers_read_it_too()
    {
        GraphBuilder graph = Layers.Input(4);
        int layer = graph.Add("fc", Layers.Random(1, 4, 4, Layers.None), 0);
        graph.Add("unused", Layers.Random(2, 4, 4, Layers.None), layer);
        graph.Add("relu", new Elementwise(Layers.Relu), graph.Add("bn", Layers.Affine(2, 4), layer));

        Graph live = PassPipeline.Run(graph.Build(), "weights/a.npz", [])!;

        live.Nodes.ShouldHaveSingleItem().Name.ShouldBe("fc");
        live.ShouldMean(graph.Build());
    }
}
