using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Networks;

/// <summary>Networks of the layers that vanish at build time: normalisations, flattening, activations of their own, dead neurons.</summary>
internal static class NetworkCases
{
    private static readonly Random s_random = new(20_261_124);
    private static readonly float[] s_w1 = Matrix(8, 6), s_b1 = Vector(8), s_w2 = Matrix(3, 8), s_b2 = Vector(3), s_wide = Matrix(5, 24);
    private static readonly float[] s_gamma = Vector(8), s_beta = Vector(8), s_mean = Vector(8), s_variance = Variances(8);
    private static readonly float[] s_inGamma = Vector(6), s_inBeta = Vector(6), s_inMean = Vector(6), s_inVariance = Variances(6);
    private static readonly float[] s_ones = [1, 1, 1, 1, 1, 1, 1, 1], s_zeros = new float[8];

    public static IReadOnlyList<NetworkCase> All { get; } =
    [
        new("NormAfterLinear", "[Linear(\"fc1\"), BatchNorm(\"bn\", Activation = Activation.Relu), Linear(\"fc2\")]", Norm(TwoLayers()),
            x => Second(Relu(DoubleLayers.BatchNorm(s_gamma, s_beta, s_mean, s_variance, 1e-5, First(x))))),
        new("NormWithEpsilon", "[Linear(\"fc1\"), BatchNorm(\"bn\", Epsilon = 0.5f), Linear(\"fc2\")]", Norm(TwoLayers()),
            x => Second(DoubleLayers.BatchNorm(s_gamma, s_beta, s_mean, s_variance, 0.5, First(x)))),
        new("NormBeforeLinear", "[Linear(\"fc1\", Activation = Activation.Tanh), BatchNorm(\"bn\"), Linear(\"fc2\")]", Norm(TwoLayers()),
            x => Second(DoubleLayers.BatchNorm(s_gamma, s_beta, s_mean, s_variance, 1e-5, DoubleLayers.Apply(ActivationKind.Tanh, First(x))))),
        new("NormAtTheEnd", "[Linear(\"fc1\", Activation = Activation.Relu), BatchNorm(\"bn\")]", Norm(TwoLayers()),
            x => DoubleLayers.BatchNorm(s_gamma, s_beta, s_mean, s_variance, 1e-5, Relu(First(x)))),
        new("NormTwice", "[Linear(\"fc1\", Activation = Activation.Relu), BatchNorm(\"bn\"), BatchNorm(\"bn2\"), Linear(\"fc2\")]", Norm(Norm(TwoLayers()), "bn2"),
            x => Second(Norm(Norm(Relu(First(x)))))),
        new("NormOfInput", "[Input(6)]\n[BatchNorm(\"bn\", Epsilon = 1e-3f), Linear(\"fc1\")]", TwoLayers()
            .Add("bn.gamma", [6], s_inGamma).Add("bn.beta", [6], s_inBeta).Add("bn.moving_mean", [6], s_inMean).Add("bn.moving_variance", [6], s_inVariance),
            x => First(DoubleLayers.BatchNorm(s_inGamma, s_inBeta, s_inMean, s_inVariance, 1e-3, x))),
        new("NormWithoutGamma", "[Linear(\"fc1\"), BatchNorm(\"bn\"), Linear(\"fc2\")]", TwoLayers().Add("bn.running_mean", [8], s_mean).Add("bn.running_var", [8], s_variance),
            x => Second(DoubleLayers.BatchNorm(s_ones, s_zeros, s_mean, s_variance, 1e-5, First(x)))),
        new("Flattened", "[Input(2, 3, 4)]\n[Flatten, Linear(\"fc1\", Activation = Activation.Sigmoid)]", new NpzBuilder().Add("fc1.weight", [5, 24], s_wide),
            x => DoubleLayers.Apply(ActivationKind.Sigmoid, DoubleLayers.Linear(s_wide, null, x))),
        new("OwnActivations", "[Linear(\"fc1\"), Activation(Activation.Relu), Activation(Activation.Gelu), Flatten, Linear(\"fc2\"), Activation(Activation.HardSwish)]", TwoLayers(),
            x => DoubleLayers.Apply(ActivationKind.HardSwish, Second(DoubleLayers.Apply(ActivationKind.Gelu, Relu(First(x)))))),
        new("SoftmaxLast", "[Linear(\"fc1\", Activation = Activation.Relu), Linear(\"fc2\", Activation = Activation.Softmax)]", TwoLayers(),
            x => DoubleLayers.Softmax(Second(Relu(First(x))))),
        new("SoftmaxHidden", "[Linear(\"fc1\", Activation = Activation.Softmax), Linear(\"fc2\")]", TwoLayers(),
            x => Second(DoubleLayers.Softmax(First(x)))),
        new("Transposed", "[Linear(\"fc1\", Transposed = true)]", new NpzBuilder().Add("fc1.weight", [6, 8], Transpose(s_w1, 8, 6)).Add("fc1.bias", [8], s_b1), First),
    ];

    private static double[] First(double[] x) => DoubleLayers.Linear(s_w1, s_b1, x);

    private static double[] Second(double[] x) => DoubleLayers.Linear(s_w2, s_b2, x);

    private static double[] Relu(double[] x) => DoubleLayers.Apply(ActivationKind.Relu, x);

    private static double[] Norm(double[] x) => DoubleLayers.BatchNorm(s_gamma, s_beta, s_mean, s_variance, 1e-5, x);

    private static NpzBuilder TwoLayers() => new NpzBuilder()
        .Add("fc1.weight", [8, 6], s_w1).Add("fc1.bias", [8], s_b1).Add("fc2.weight", [3, 8], s_w2).Add("fc2.bias", [3], s_b2);

    private static NpzBuilder Norm(NpzBuilder file, string name = "bn") => file
        .Add(name + ".weight", [8], s_gamma).Add(name + ".bias", [8], s_beta).Add(name + ".running_mean", [8], s_mean).Add(name + ".running_var", [8], s_variance);

    private static float[] Matrix(int rows, int columns) =>
        [.. Enumerable.Range(0, rows * columns).Select(_ => s_random.Next(2) == 0 ? 0f : (float)((s_random.NextDouble() * 2) - 1))];

    private static float[] Vector(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((s_random.NextDouble() * 2) - 1))];

    private static float[] Variances(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(s_random.NextDouble() + 0.25))];

    private static float[] Transpose(float[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[(i % rows * columns) + (i / rows)])];
}
