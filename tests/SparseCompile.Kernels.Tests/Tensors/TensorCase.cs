using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Tensors;

/// <summary>A graph of tensor operators, its generated code, and what it means.</summary>
/// <param name="Name">The class.</param>
/// <param name="Graph">The graph, before any pass.</param>
internal sealed record TensorCase(string Name, Graph Graph)
{
    /// <summary>Values of each input.</summary>
    public IReadOnlyList<int> InputLengths => [.. Graph.Inputs.Select(input => Graph.Values[input].Length)];

    /// <summary>Values of each output.</summary>
    public IReadOnlyList<int> OutputLengths => [.. Graph.Outputs.Select(output => Graph.Values[output].Length)];

    /// <summary>Inputs of the order of 1.</summary>
    public float[][] Inputs(int seed) => [.. InputLengths.Select((length, i) => new Inputs((100 * seed) + i, InputKind.Moderate).Values(length))];

    /// <summary>The generated sources, and a member that runs a form or, without one, what users call.</summary>
    public IEnumerable<string> Sources(WeightFile file)
    {
        ModelDeclaration declaration = new(
            new TypeDeclaration("", new EquatableArray<string>([$"static partial class {Name}"]), Name, Name), file.LogicalName, UnrollingMode.Auto, default, default, null);
        CompilationOutput output = ModelCompiler.Compile(declaration, file, Graph);
        output.Diagnostics.Where(diagnostic => diagnostic.Rule.Id == "SPARSE0024").Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty(Name);
        return [.. output.Files.Select(generated => generated.Text), Runner()];
    }

    /// <summary>What each operator means, in double precision.</summary>
    public IReadOnlyList<double[]> Evaluate(IReadOnlyList<float[]> inputs)
    {
        Dictionary<int, double[]> values = [];
        for (int i = 0; i < inputs.Count; i++)
        {
            values[Graph.Inputs[i]] = [.. inputs[i].Select(value => (double)value)];
        }

        foreach (Node node in Graph.Nodes)
        {
            values[node.Output] = node.Operator.Evaluate([.. node.Inputs.Select(input => values[input])]);
        }

        return [.. Graph.Outputs.Select(output => values[output])];
    }

    private string Runner()
    {
        string[] forms = ["Infer512", "Infer256", "Infer128", "InferSoftware", "InferPlain"];
        string[] pointers = [.. InputLengths.Select((_, i) => $"p{i}"), .. OutputLengths.Select((_, i) => $"q{i}")];
        string pins = string.Join(" ", InputLengths.Select((_, i) => $"fixed (float* p{i} = x[{i}])").Concat(OutputLengths.Select((_, i) => $"fixed (float* q{i} = y[{i}])")));
        string spans = string.Join(", ", InputLengths.Select((_, i) => $"x[{i}]").Concat(OutputLengths.Select((_, i) => $"y[{i}]")));
        string cases = string.Join(" ", forms.Select(form => $"case \"{form}\": Kernels.{form}({string.Join(", ", pointers)}); break;"));
        return $$"""
            #pragma warning disable
            public static partial class {{Name}}
            {
                public static unsafe void Run(string form, float[][] x, float[][] y)
                {
                    {{pins}}
                    switch (form) { {{cases}} default: Infer({{spans}}); break; }
                }
            }
            """;
    }
}
