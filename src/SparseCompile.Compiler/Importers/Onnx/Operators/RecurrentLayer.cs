using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Onnx.Constants;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>A recurrent node's figures.</summary>
/// <param name="Kind">Its cell.</param>
/// <param name="Input">[steps, sequences, inputs].</param>
/// <param name="Weights">[directions, gates x hidden, inputs].</param>
/// <param name="HiddenWeights">[directions, gates x hidden, hidden].</param>
/// <param name="Direction">forward, reverse or bidirectional.</param>
internal sealed record RecurrentLayer(RecurrentKind Kind, ImportedValue Input, ConstantTensor Weights, ConstantTensor HiddenWeights, string Direction)
{
    /// <summary>Steps are unrolled.</summary>
    private const int MostSteps = 512;

    /// <summary>Inputs one after the other.</summary>
    public int Steps => Input.Shape[0];

    /// <summary>Sequences that are computed apart.</summary>
    public int Sequences => Input.Shape[1];

    /// <summary>Cells.</summary>
    public int Directions => Weights.Shape[0];

    /// <summary>Values of a state.</summary>
    public int Hidden => HiddenWeights.Shape[2];

    /// <summary>Whether a direction begins with the last input.</summary>
    public bool IsReversed(int direction) => Direction == "reverse" || direction == 1;

    /// <summary>Checks a node.</summary>
    public static RecurrentLayer Of(NodeContext node, RecurrentKind kind, ImportedValue x)
    {
        ConstantTensor weights = node.Constant(1, "weights"), hidden = node.Constant(2, "recurrent weights");
        string direction = node.Text("direction", "forward");
        int directions = direction == "bidirectional" ? 2 : 1, gates = Recurrent.GatesOf(kind);
        int size = hidden.Shape.Length == 3 ? hidden.Shape[2] : 0;
        if (x.Rank != 3 || x.Count == 0 || direction is not ("forward" or "reverse" or "bidirectional") || size == 0
            || !weights.Shape.SequenceEqual([directions, gates * size, x.Shape[2]]) || !hidden.Shape.SequenceEqual([directions, gates * size, size]) || node.Int("hidden_size", size) != size)
        {
            throw node.Fail(
                $"weights of shape {Shapes.Text(weights.Shape)} and {Shapes.Text(hidden.Shape)} for an input of shape {Shapes.Text(x.Shape)}, direction '{direction}'",
                "[directions, gates x hidden, inputs] and [directions, gates x hidden, hidden]");
        }

        if (node.Optional(4) is { } lengths && (lengths.Constant is not { } known || known.Integers.Any(length => length != x.Shape[0])))
        {
            throw node.Fail("sequences of different lengths", $"all of {x.Shape[0]} steps");
        }

        if (x.Shape[0] > MostSteps)
        {
            throw node.Fail($"{x.Shape[0]} steps", $"at most {MostSteps}, since each is code; export one step, with the states as inputs and outputs");
        }

        return node.Has("clip") || node.Int("input_forget", 0) != 0
            ? throw node.Fail(node.Has("clip") ? "clip" : "input_forget", "a cell without it")
            : new RecurrentLayer(kind, x, weights, hidden, direction);
    }
}
