using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Scheduling.Traces;

/// <summary>Decides whether a trace may be used for a model, and reports where it may not.</summary>
/// <param name="record">The trace beside the weight file.</param>
/// <param name="model">Full name of the model.</param>
/// <param name="location">The attribute that declares it.</param>
/// <param name="diagnostics">Takes what is reported.</param>
internal sealed class TraceFileUse(TraceFile record, string model, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>The graph with the share of zeros that each layer met, where its definition states none.</summary>
    /// <param name="graph">The graph, passes done.</param>
    /// <param name="weights">The model's weights.</param>
    public Graph Apply(Graph graph, WeightFile weights)
    {
        if (Trace(weights) is not { } trace)
        {
            return graph;
        }

        foreach (LayerTrace layer in trace.Layers.Where(layer => graph.Nodes.All(node => node.Name != layer.Layer)))
        {
            Report($"a layer '{layer.Layer}'", "a layer of the model");
        }

        return graph with { Nodes = [.. graph.Nodes.Select(node => With(node, trace.Of(node.Name)))] };
    }

    private static Node With(Node node, LayerTrace? trace) =>
        trace is { InputZeros: > 0 } && node.Operator is MatrixOperator { InputSparsity: 0 } layer ? node with { Operator = layer with { InputSparsity = trace.InputZeros, IsSparsityTraced = true } } : node;

    /// <summary>The model's trace; null where there is none, with a warning where that is a surprise.</summary>
    private ModelTrace? Trace(WeightFile weights)
    {
        if (record.Error is { } error)
        {
            Report(error.Found, error.Expected);
            return null;
        }

        ModelTrace? own = record.Models.FirstOrDefault(trace => trace.Model == model);
        if (own is null)
        {
            return null;
        }

        string recorded = own.WeightsHash.Length > 0 ? own.WeightsHash : record.WeightsHash;
        if (recorded != weights.ContentHash)
        {
            Report($"a trace of weights with SHA-256 {Short(recorded)}", $"{Short(weights.ContentHash)}, that of '{weights.LogicalName}'; run 'sparsec trace' to record again");
            return null;
        }

        return own;
    }

    private void Report(string found, string expected) => diagnostics.Add(CompilerDiagnostic.Create(Rules.TraceUnusable, location, record.LogicalName, found, expected));

    private static string Short(string hash) => hash.Length > 16 ? hash.Substring(0, 16) : hash.Length == 0 ? "nothing" : hash;
}
