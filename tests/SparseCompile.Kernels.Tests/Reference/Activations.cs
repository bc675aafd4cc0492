using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Runtime;

namespace SparseCompile.Kernels.Tests.Reference;

/// <summary>Activations of one value: the run-time library's functions on one lane.</summary>
internal static class Activations
{
    public static float Apply(ActivationFunction function, float x)
    {
        Lanes1 lane = new(x);
        return function.Kind switch
        {
            ActivationKind.None or ActivationKind.Softmax => x,
            ActivationKind.Relu => 0f > x ? 0f : x,
            ActivationKind.LeakyRelu => 0f > x ? function.Alpha * x : x,
            ActivationKind.Clip => LaneMath.Clip(lane, function.Low, function.High).Value,
            ActivationKind.Relu6 => LaneMath.Clip(lane, 0f, 6f).Value,
            ActivationKind.Sigmoid => LaneMath.Sigmoid(lane).Value,
            ActivationKind.Tanh => LaneMath.Tanh(lane).Value,
            ActivationKind.HardSwish => LaneMath.HardSwish(lane).Value,
            ActivationKind.Gelu => LaneMath.Gelu(lane).Value,
            _ => throw new NotSupportedException($"No reference for {function.Kind}."),
        };
    }
}
