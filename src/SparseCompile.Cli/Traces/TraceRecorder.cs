using SparseCompile.Cli.Common;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Scheduling.Traces;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Traces;

/// <summary>Counts the zeros among a model's activations.</summary>
/// <remarks>The graph is evaluated in double precision: what a layer computes is zero, or is not, whatever machine records it.</remarks>
internal static class TraceRecorder
{
    /// <summary>Runs all inputs.</summary>
    /// <param name="declaration">The model.</param>
    /// <param name="file">Its weights.</param>
    /// <param name="inputs">The file of inputs.</param>
    /// <param name="tensor">The tensor of the file; null for the only one that fits.</param>
    /// <exception cref="ProjectException">The model cannot be compiled, or the inputs do not fit it.</exception>
    public static ModelTrace Record(SparseDeclaration declaration, WeightFile file, Samples inputs, string? tensor)
    {
        List<CompilerDiagnostic> diagnostics = [];
        Graph graph = ModelCompiler.Import(declaration, file, diagnostics) ?? throw new ProjectException(diagnostics[0].ToString());
        if (graph.Inputs.Count != 1)
        {
            throw new ProjectException($"Model '{declaration.FullName}' cannot be traced: found {graph.Inputs.Count} inputs; expected one.");
        }

        float[][] samples = inputs.Of(tensor, graph.InputLength, "inputs");
        long[] zeros = new long[graph.Values.Count];
        foreach (float[] sample in samples)
        {
            Count(graph, Array.ConvertAll(sample, value => (double)value), zeros);
        }

        return new ModelTrace(declaration.FullName, samples.Length, graph.Nodes.Select(Trace).ToEquatableArray());

        LayerTrace Trace(Node node)
        {
            long elements = node.Inputs.Sum(input => (long)graph.Values[input].Length);
            double read = node.Inputs.Sum(input => zeros[input]) / (double)Math.Max(1, elements * samples.Length);
            return new LayerTrace(node.Name, read, zeros[node.Output] / (double)Math.Max(1, graph.Values[node.Output].Length * (long)samples.Length));
        }
    }

    private static void Count(Graph graph, double[] input, long[] zeros)
    {
        Dictionary<int, double[]> values = new() { [graph.Input] = input };
        foreach (Node node in graph.Nodes)
        {
            values[node.Output] = node.Operator.Evaluate([.. node.Inputs.Select(value => values[value])]);
        }

        foreach ((int value, double[] elements) in values)
        {
            zeros[value] += elements.Count(element => element == 0);
        }
    }
}
