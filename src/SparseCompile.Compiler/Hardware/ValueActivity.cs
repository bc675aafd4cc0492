using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Dataflows;

namespace SparseCompile.Compiler.Hardware;

/// <summary>What is known of the zeros in the values of a network.</summary>
/// <param name="Known">By the value's id.</param>
/// <param name="Basis">Where it is known from, by the value's id: <c>declared</c>, <c>winners</c>, <c>traced</c> or <c>input</c>.</param>
public sealed record ValueActivity(IReadOnlyDictionary<int, InputActivity> Known, IReadOnlyDictionary<int, string> Basis)
{
    /// <summary>Nothing is known: every value counts as full.</summary>
    public static ValueActivity None { get; } = new(new Dictionary<int, InputActivity>(), new Dictionary<int, string>());

    /// <summary>What is known of a value.</summary>
    public InputActivity Of(int value) => Known.TryGetValue(value, out InputActivity? activity) ? activity : InputActivity.Full;

    /// <summary>What the network says itself: shares of k-winners, before them the zeros that a trace recorded, before these the sparsity that layers declare of their inputs.</summary>
    public static ValueActivity Stated(Graph graph)
    {
        Dictionary<int, InputActivity> known = [];
        Dictionary<int, string> basis = [];
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is KWinners winners && winners.Competing > 0)
            {
                known[node.Output] = InputActivity.Density((int)Arithmetic.CeilingDivide(1_000_000L * winners.Count, winners.Competing));
                basis[node.Output] = "winners";
            }
        }

        foreach (bool isTraced in new[] { true, false })
        {
            foreach (Node node in graph.Nodes)
            {
                if (node.Operator is MatrixOperator { InputSparsity: > 0 and <= 1 } matrix && matrix.IsSparsityTraced == isTraced)
                {
                    known[node.Input] = InputActivity.Density((int)Math.Round(1_000_000 * (1 - matrix.InputSparsity)));
                    basis[node.Input] = isTraced ? "traced" : "declared";
                }
            }
        }

        return new ValueActivity(known, basis);
    }

    /// <summary>Which elements of each value are not zero, for one input that was evaluated.</summary>
    /// <param name="values">The elements, by the value's id.</param>
    public static ValueActivity Of(IReadOnlyDictionary<int, double[]> values) => new(
        values.ToDictionary(value => value.Key, value => InputActivity.Mask([.. value.Value.Select(element => element != 0)])),
        values.ToDictionary(value => value.Key, _ => "input"));
}
