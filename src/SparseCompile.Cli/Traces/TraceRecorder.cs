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
    /// <exception cref="ProjectException">The model cannot be compiled, or its inputs have another length.</exception>
    public static ModelTrace Record(SparseDeclaration declaration, WeightFile file, InputSamples inputs)
    {
        List<CompilerDiagnostic> diagnostics = [];
        Graph graph = ModelCompiler.Import(declaration, file, diagnostics) ?? throw new ProjectException(diagnostics[0].ToString());
        if (graph.Inputs.Count != 1)
        {
            throw new ProjectException($"Model '{declaration.FullName}' cannot be traced: found {graph.Inputs.Count} inputs; expected one.");
        }

        if (graph.InputLength != inputs.Length)
        {
            throw new ProjectException($"'{inputs.Name}' does not fit model '{declaration.FullName}': found inputs of {inputs.Length} elements; expected {graph.InputLength}.");
        }

        long[] zeros = new long[graph.Values.Count];
        for (int i = 0; i < inputs.Count; i++)
        {
            Count(graph, inputs[i], zeros);
        }

        return new ModelTrace(declaration.FullName, inputs.Count, graph.Nodes.Select(Trace).ToEquatableArray());

        LayerTrace Trace(Node node)
        {
            long elements = node.Inputs.Sum(input => (long)graph.Values[input].Length);
            double read = node.Inputs.Sum(input => zeros[input]) / (double)Math.Max(1, elements * inputs.Count);
            return new LayerTrace(node.Name, read, zeros[node.Output] / (double)Math.Max(1, graph.Values[node.Output].Length * (long)inputs.Count));
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
