using System.Globalization;
using System.Text;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs;

namespace SparseCompile.Cli.Tuning;

/// <summary>The inputs and outputs of a model, of which each may be several and states: as one span of values each, one after the other, states last.</summary>
/// <param name="Inputs">Lengths of the inputs, states among them.</param>
/// <param name="Outputs">Lengths of the outputs, states among them.</param>
/// <param name="States">How many of the last inputs and outputs are states.</param>
internal sealed record FlatSignature(IReadOnlyList<int> Inputs, IReadOnlyList<int> Outputs, int States)
{
    /// <summary>The method that is added to a class whose own method takes several spans.</summary>
    public const string Method = "SparsecInferFlat";

    /// <summary>The class has a method of one input and one output by itself.</summary>
    public bool IsPlain => Inputs.Count == 1 && Outputs.Count == 1;

    /// <summary>Values of all inputs.</summary>
    public int InputLength => Inputs.Sum();

    /// <summary>Values of all outputs.</summary>
    public int OutputLength => Outputs.Sum();

    /// <summary>Values of all states.</summary>
    public int StateLength => Inputs.TakeLast(States).Sum();

    /// <summary>That of a graph.</summary>
    public static FlatSignature Of(Graph graph) =>
        new([.. graph.Inputs.Select(input => graph.Values[input].Length)], [.. graph.Outputs.Select(output => graph.Values[output].Length)], graph.States);

    /// <summary>The class's other part: a method of two spans, which leaves what it reads as it is.</summary>
    public string Source(ModelDeclaration model)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"namespace {model.Type.Namespace};\n{string.Concat(model.Type.Headers.Select(header => header + " {\n"))}");
        text.Append(CultureInfo.InvariantCulture, $"public static void {Method}(global::System.ReadOnlySpan<float> x, global::System.Span<float> y) {{\n");
        string[] inputs = [.. Slices("x", Inputs)], outputs = [.. Slices("y", Outputs)];
        for (int state = 1; state <= States; state++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{inputs[^state]}.CopyTo({outputs[^state]});\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"Infer({string.Join(", ", inputs.SkipLast(States).Concat(outputs))});\n}}\n{new string('}', model.Type.Headers.Count)}\n");
        return text.ToString();
    }

    private static IEnumerable<string> Slices(string span, IReadOnlyList<int> lengths)
    {
        int from = 0;
        foreach (int length in lengths)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{span}.Slice({from}, {length})");
            from += length;
        }
    }
}
