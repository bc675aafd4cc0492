using System.Globalization;
using SparseCompile.Compiler.Graphs;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>What generated code calls the memory of inputs and outputs: <c>x</c> and <c>y</c>, numbered where there are several of either.</summary>
internal static class ModelSpans
{
    /// <summary>The pointer to an input.</summary>
    public static string Input(Graph graph, int index) => graph.IsFunction ? "x" : "x" + Text(index);

    /// <summary>The pointer to an output.</summary>
    public static string Output(Graph graph, int index) => graph.IsFunction ? "y" : "y" + Text(index);

    /// <summary>A number as part of a name.</summary>
    public static string Text(int index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>All pointers, inputs first.</summary>
    public static IEnumerable<string> All(Graph graph) =>
        graph.Inputs.Select((_, index) => Input(graph, index)).Concat(graph.Outputs.Select((_, index) => Output(graph, index)));
}
