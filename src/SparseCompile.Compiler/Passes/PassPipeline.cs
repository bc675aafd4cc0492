using System.Globalization;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Passes.Fusion;
using SparseCompile.Compiler.Passes.Recurrence;

namespace SparseCompile.Compiler.Passes;

/// <summary>All passes in their order: what an importer built in, what is scheduled out.</summary>
internal static class PassPipeline
{
    /// <summary>Simplifies a graph; null, with a diagnostic, where folding made a weight that is not finite.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="file">Name of the weight file, for messages.</param>
    /// <param name="diagnostics">Takes what is found.</param>
    public static Graph? Run(Graph graph, string file, ICollection<CompilerDiagnostic> diagnostics)
    {
        // Layers that nothing depends on go first: as readers they would keep others from being folded.
        Graph used = graph.WithoutUnused();
        foreach (IGrouping<(string, AttributePlace?), Node> layer in graph.Nodes.Where(node => !used.Nodes.Contains(node)).GroupBy(node => (node.Name, node.Location)))
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.UnusedLayer, layer.First().Location, layer.First().Name));
        }

        Graph fused = FuseMaps.Run(SeparateOutputs.Run(FuseActivation.Run(FoldAffine.Run(ExpandRecurrent.Run(used)))));
        return AreFinite(fused, file, diagnostics) ? EliminateDeadNeurons.Run(DescribeLayers.Run(fused)) : null;
    }

    /// <summary>Folding a batch normalisation can overflow, or divide by a negative variance.</summary>
    private static bool AreFinite(Graph graph, string file, ICollection<CompilerDiagnostic> diagnostics)
    {
        foreach (Node node in graph.Nodes)
        {
            foreach (float value in node.Operator is MatrixOperator layer ? layer.Weights.Values.Concat(layer.Bias) : [])
            {
                if (float.IsNaN(value) || float.IsInfinity(value))
                {
                    diagnostics.Add(CompilerDiagnostic.Create(
                        Rules.NonFiniteWeight,
                        node.Location,
                        file,
                        node.Name,
                        value.ToString(CultureInfo.InvariantCulture),
                        "a weight or bias with batch normalisation folded in"));
                    return false;
                }
            }
        }

        return true;
    }
}
