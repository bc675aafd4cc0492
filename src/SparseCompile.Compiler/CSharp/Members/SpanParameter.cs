using System.Text;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Scheduling;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Members;

/// <summary>A span of the generated methods: an input or an output.</summary>
/// <param name="Name">The parameter's name, without what escapes a keyword.</param>
/// <param name="Pointer">What the kernels call its memory.</param>
/// <param name="Value">The value.</param>
/// <param name="IsInput">It is read; else written.</param>
internal sealed record SpanParameter(string Name, string Pointer, Value Value, bool IsInput)
{
    /// <summary>Names that a span may not have: methods call their own locals so.</summary>
    private static readonly string[] s_taken = ["executed"];

    /// <summary>The name as code has it: what may be a keyword is escaped.</summary>
    public string Text => Name is "input" or "output" || Name.Any(char.IsUpper) || Name.Any(char.IsDigit) ? Name : "@" + Name;

    /// <summary>The parameter with its type.</summary>
    public string Declaration => $"{(IsInput && !IsState ? ReadOnlySpan : Span)}<float> {Text}";

    /// <summary>It is a state: read, and then written by the second pointer to it.</summary>
    public bool IsState => NextPointer is not null;

    /// <summary>What the kernels call the memory of a state's next value, which is the same; null for inputs and outputs.</summary>
    public string? NextPointer { get; init; }

    /// <summary>The pointers to the span, each pinned.</summary>
    public IEnumerable<(string Pointer, string Span)> Pins => NextPointer is null ? [(Pointer, Text)] : [(Pointer, Text), (NextPointer, Text)];

    /// <summary><c>1 x 3 x 224 x 224</c>, or empty for a single value.</summary>
    public string Shape => string.Join(" x ", Value.Shape.Extents.Select(extent => Literals.Integer(extent)));

    /// <summary>The spans of a graph, inputs first and states last: <c>input</c> and <c>output</c> where it has one of each, else named after its values.</summary>
    public static IReadOnlyList<SpanParameter> Of(Graph graph)
    {
        string[] pointers = [.. ModelSpans.All(graph)];
        if (graph.IsFunction)
        {
            return
            [
                new SpanParameter("input", pointers[0], graph.Values[graph.Input], IsInput: true),
                new SpanParameter("output", pointers[1], graph.Values[graph.Output], IsInput: false),
            ];
        }

        HashSet<string> taken = [.. s_taken];
        List<SpanParameter> spans = [], states = [];
        for (int i = 0; i < pointers.Length - graph.States; i++)
        {
            bool isInput = i < graph.Inputs.Count;
            int index = isInput ? i : i - graph.Inputs.Count;
            Value value = graph.Values[isInput ? graph.Inputs[index] : graph.Outputs[index]];
            string name = isInput ? value.Name : index < graph.OutputNames.Count ? graph.OutputNames[index] : value.Name;
            SpanParameter span = new(Unique(Camel(name, isInput ? "input" : "output"), taken), pointers[i], value, isInput);
            if (isInput && index >= graph.Inputs.Count - graph.States)
            {
                states.Add(span with { NextPointer = pointers[pointers.Length - graph.Inputs.Count + index] });
            }
            else
            {
                spans.Add(span);
            }
        }

        return [.. spans, .. states];
    }

    /// <summary>The parts of a name between anything but ASCII letters and digits, each but the first with a capital.</summary>
    private static string Camel(string name, string otherwise)
    {
        StringBuilder text = new();
        bool capital = false;
        foreach (char c in name)
        {
            bool isUsable = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
            if (isUsable)
            {
                bool isFirst = text.Length == 0;
                text.Append(isFirst ? char.ToLowerInvariant(c) : capital ? char.ToUpperInvariant(c) : c);
            }

            capital = !isUsable;
        }

        text.Length = Math.Min(text.Length, 64);
        return text.Length == 0 ? otherwise : text[0] is >= '0' and <= '9' ? otherwise + text : text.ToString();
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = name + "_" + Literals.Integer(i);
        }

        return unique;
    }
}
