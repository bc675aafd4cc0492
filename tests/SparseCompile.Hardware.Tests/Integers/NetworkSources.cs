using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Integers;

/// <summary>The networks of the sweep: shapes, densities and patterns; every operator, window and activation that integers have.</summary>
internal static class NetworkSources
{
    /// <summary>Linear layers and joins of vectors.</summary>
    public static IReadOnlyList<NetworkSource> Vectors { get; } =
    [
        new NetworkSource("Tiny", [5]).Add("Linear(\"fc1\")", "fc1", [3, 5], 0.6),
        new NetworkSource("Mlp", [24])
            .Add("Linear(\"fc1\", Activation = Activation.Relu)", "fc1", [37, 24], 0.25)
            .Add("Linear(\"fc2\", Activation = Activation.Relu6)", "fc2", [16, 37], 0.4)
            .Add("Linear(\"fc3\", Activation = Activation.Softmax)", "fc3", [6, 16], 1),
        new NetworkSource("Curves", [12])
            .Add("Linear(\"fc1\", Activation = Activation.LeakyRelu, Alpha = 0.2f)", "fc1", [9, 12], 0.5)
            .Add("Linear(\"fc2\", Activation = Activation.Sigmoid)", "fc2", [8, 9], 0.5)
            .Add("Linear(\"fc3\", Activation = Activation.HardSwish)", "fc3", [8, 8], 0.7)
            .Add("Linear(\"fc4\", Activation = Activation.Gelu)", "fc4", [7, 8], 0.7)
            .Add("Linear(\"fc5\", Activation = Activation.Clip, Low = -0.5f, High = 0.25f)", "fc5", [5, 7], 0.7)
            .Add("Linear(\"fc6\", Activation = Activation.Tanh)", "fc6", [4, 5], 0.9),
        new NetworkSource("Joined", [10])
            .Add("Linear(\"a\", Activation = Activation.Relu)", "a", [20, 10], 0.3)
            .Add("Linear(\"b\")", "b", [20, 20], 0.2)
            .Add("Add(\"sum\", \"b\", \"a\", Activation = Activation.Relu)")
            .Add("Linear(\"c\")", "c", [7, 20], 0.3)
            .Add("Linear(\"d\", From = \"a\")", "d", [3, 20], 0.3)
            .Add("Concat(\"both\", \"c\", \"d\", \"sum\")")
            .Add("KWinners(\"winners\", Count = 6)"),
        new NetworkSource("Boosted", [14])
            .Add("Linear(\"fc1\")", "fc1", [18, 14], 0.4)
            .Add("KWinners(\"winners\", Count = 5, Boost = 1.5f)")
            .Tensor("winners.duty_cycle", [.. Enumerable.Range(0, 18).Select(i => 0.03f * i)])
            .Add("Linear(\"fc2\")", "fc2", [4, 18], 0.5),
    ];

    /// <summary>Convolutions, pools and k-winners over images.</summary>
    public static IReadOnlyList<NetworkSource> Images { get; } =
    [
        new NetworkSource("Small", [1, 7, 6])
            .Add("Conv2D(\"conv1\", Activation = Activation.Relu)", "conv1", [5, 1, 3, 3], 0.4)
            .Add("MaxPool2D(2), Flatten")
            .Add("Linear(\"fc1\")", "fc1", [4, 20], 0.3),
        new NetworkSource("Strided", [3, 8, 9])
            .Add("Conv2D(\"conv1\", Stride = 2, Padding = 1, Activation = Activation.Relu)", "conv1", [18, 3, 3, 3], 0.2)
            .Add("Conv2D(\"depth\", Groups = 18, Same = true)", "depth", [18, 1, 3, 3], 0.5)
            .Add("Conv2D(\"point\", Activation = Activation.HardSwish)", "point", [8, 18, 1, 1], 0.3)
            .Add("GlobalAveragePool")
            .Add("Linear(\"fc1\")", "fc1", [3, 8], 0.8),
        new NetworkSource("Dilated", [2, 9, 8])
            .Add("Conv2D(\"conv1\", Dilation = 2, Groups = 2)", "conv1", [4, 1, 2, 3], 0.6)
            .Add("AveragePool2D(3, Stride = 2, Padding = 1, CountPadding = false)")
            .Add("MaxPool2D(2, Stride = 1, Padding = 1, CeilMode = true)"),
        new NetworkSource("Winners", [1, 8, 8])
            .Add("Conv2D(\"conv1\")", "conv1", [19, 1, 3, 3], 0.5)
            .Add("MaxPool2D(2), KWinners(\"winners1\", Share = 0.1)")
            .Add("Conv2D(\"conv2\"), KWinners(\"winners2\", Count = 3, PerPixel = true)", "conv2", [6, 19, 2, 2], 0.2)
            .Add("Flatten")
            .Add("Linear(\"fc1\"), KWinners(\"winners3\", Count = 4)", "fc1", [11, 24], 0.4)
            .Add("Linear(\"fc2\")", "fc2", [5, 11], 0.5),
        new NetworkSource("Residual", [4, 5, 6])
            .Add("Conv2D(\"conv1\", Same = true, Activation = Activation.Relu)", "conv1", [6, 4, 3, 3], 0.3)
            .Add("Conv2D(\"conv2\", Same = true)", "conv2", [6, 6, 3, 3], 0.3)
            .Add("Add(\"sum\", \"conv2\", \"conv1\", Activation = Activation.Relu)")
            .Add("Conv2D(\"conv3\", From = \"conv1\")", "conv3", [3, 6, 1, 1], 0.6)
            .Add("Concat(\"both\", \"sum\", \"conv3\")")
            .Add("MaxPool2D(3)"),
        new NetworkSource("Tied", [3, 5, 4])
            .Add("Conv2D(\"conv1\", Same = true, Activation = Activation.Clip, Low = -0.25f, High = 0.25f)", "conv1", [6, 3, 2, 2], 0.7)
            .Add("KWinners(\"winners1\", Count = 2, PerPixel = true)")
            .Add("Flatten, KWinners(\"winners2\", Count = 10)")
            .Add("Linear(\"fc1\"), KWinners(\"winners3\", Count = 3)", "fc1", [12, 120], 0.2)
            .Add("Linear(\"fc2\")", "fc2", [4, 12], 0.5),
        new NetworkSource("Signal", [2, 17])
            .Add("Conv1D(\"conv1\", Stride = 2, Padding = 2, Activation = Activation.Relu)", "conv1", [5, 2, 4], 0.5)
            .Add("MaxPool1D(2), Flatten")
            .Add("Linear(\"fc1\")", "fc1", [3, 20], 0.5),
    ];

    /// <summary>A network in QDQ form, whose file has the weights as integers, -128 among them, and all scales.</summary>
    public static NetworkSource Stated { get; } = new("Stated", [1, 2, 6, 5])
    {
        Model = Qdq(new QdqBuilder()
            .Weights("k", QdqBuilder.Int8, [4, 2, 3, 3], [.. Enumerable.Range(0, 72).Select(i => i % 3 == 0 ? ((i * 37) % 256) - 128 : 0)], [0.02f, 0.01f, 0.03f, 0.005f]).Bias("b", 0.01f, 20, -10, 3, 0)
            .Weights("w", QdqBuilder.UInt8, [3, 36], [.. Enumerable.Range(0, 108).Select(i => i % 2 == 0 ? (i * 53) % 256 : 128)], [0.01f], 128)
            .Round("x", 0.02f, 20).Node("Conv", "x_d,k,b", "c", OnnxBuilder.Ints("pads", 1, 1, 1, 1), OnnxBuilder.Ints("strides", 1, 2)).Node("Relu", "c", "r").Round("r", 0.03f, -128)
            .Node("MaxPool", "r_d", "p", OnnxBuilder.Ints("kernel_shape", 2, 1), OnnxBuilder.Ints("strides", 2, 1)).Node("AveragePool", "r_d", "a", OnnxBuilder.Ints("kernel_shape", 2, 1), OnnxBuilder.Ints("strides", 2, 1))
            .Round("a", 0.02f, -128).Node("Add", "p,a_d", "s").Round("s", 0.04f, -100).Node("Flatten", "s_d", "f")),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NetworkSource> All { get; } = [.. Vectors, .. Images, Stated];

    private static QdqBuilder Qdq(QdqBuilder model)
    {
        model.Node("Gemm", "f,w", "y", OnnxBuilder.Int("transB", 1)).Round("y", 0.1f, 7).File.Input("x", 1, 2, 6, 5).Output("y_d");
        return model;
    }
}
