using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>The activations of a recurrent node.</summary>
internal static class RecurrentFunctions
{
    /// <summary>Those of the gates, of the candidate, and of an LSTM's state.</summary>
    public static ActivationFunction[] Of(NodeContext node, RecurrentKind kind, int direction)
    {
        ActivationFunction sigmoid = new(ActivationKind.Sigmoid), tanh = new(ActivationKind.Tanh);
        if (node.Texts("activations") is not { Count: > 0 } names)
        {
            return [sigmoid, tanh, tanh];
        }

        int each = kind switch { RecurrentKind.Rnn => 1, RecurrentKind.Gru => 2, RecurrentKind.Lstm => 3, _ => throw new ArgumentOutOfRangeException(nameof(kind)) };
        if (names.Count < (direction + 1) * each)
        {
            throw node.Fail($"{names.Count} activations", $"{each} for each direction");
        }

        ActivationFunction[] own = [.. Enumerable.Range(direction * each, each).Select(i => Of(node, names[i], i))];
        return kind switch
        {
            RecurrentKind.Rnn => [sigmoid, own[0], tanh],
            RecurrentKind.Gru => [own[0], own[1], tanh],
            _ => own,
        };
    }

    private static ActivationFunction Of(NodeContext node, string name, int index) => name.ToLowerInvariant() switch
    {
        "relu" => new ActivationFunction(ActivationKind.Relu),
        "tanh" => new ActivationFunction(ActivationKind.Tanh),
        "sigmoid" => new ActivationFunction(ActivationKind.Sigmoid),
        "leakyrelu" => new ActivationFunction(ActivationKind.LeakyRelu, node.Floats("activation_alpha") is { } alpha && alpha.Count > index ? alpha[index] : 0.01f),
        _ => throw node.Fail($"the activation '{name}'", "Relu, Tanh, Sigmoid or LeakyRelu"),
    };
}
