using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Json;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes a layer's activation with its parameters as float32 bits.</summary>
internal static class ActivationWriter
{
    /// <summary>Writes the activation. Softmax needs all rows at once: it follows the layer, outside the counted cycles.</summary>
    public static void Write(JsonWriter json, ActivationFunction activation)
    {
        json.BeginObject("activation", inline: true);
        json.String("kind", Name(activation.Kind));
        json.String("alpha_bits", Arithmetic.FloatBits(activation.Alpha));
        json.String("low_bits", Arithmetic.FloatBits(activation.Low));
        json.String("high_bits", Arithmetic.FloatBits(activation.High));
        json.String("placement", activation.Kind == ActivationKind.Softmax ? "after_layer" : "write_back");
        json.EndObject();
    }

    private static string Name(ActivationKind kind) => kind switch
    {
        ActivationKind.None => "none",
        ActivationKind.Relu => "relu",
        ActivationKind.LeakyRelu => "leaky_relu",
        ActivationKind.Clip => "clip",
        ActivationKind.Relu6 => "relu6",
        ActivationKind.Sigmoid => "sigmoid",
        ActivationKind.Tanh => "tanh",
        ActivationKind.HardSwish => "hard_swish",
        ActivationKind.Gelu => "gelu",
        ActivationKind.Softmax => "softmax",
        _ => throw new ArgumentException(FormattableString.Invariant($"Activation {(int)kind} has no name in this schema version.")),
    };
}
