using SparseCompile.Testing;

namespace SparseCompile.Cli.Tests.Support;

/// <summary>A network of each kind that the compiler takes, in a file that holds it.</summary>
public static class TestNetworks
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["images", "recurrent", "graph"];

    /// <summary>Writes a network.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="kind">Its name.</param>
    /// <returns>The file's path.</returns>
    public static string Write(TemporaryFolder folder, string kind) => kind switch
    {
        "images" => folder.Write("images.npz", Images()),
        "recurrent" => folder.Write("recurrent.npz", Recurrent()),
        "graph" => folder.Write("graph.onnx", Graph()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Two convolutions, of which one is depthwise, and a linear layer.</summary>
    private static byte[] Images() => new NpzBuilder()
        .Add("conv1.weight", [16, 3, 3, 3], Pruned(16, 27)).Add("conv1.bias", [16], new float[16])
        .Add("features.depthwise_convolution_with_a_long_name.weight", [16, 1, 3, 3], Pruned(16, 9))
        .Add("fc.weight", [5, 16], Pruned(5, 16)).ToBytes();

    /// <summary>A cell of PyTorch, two layers deep, and a linear layer.</summary>
    private static byte[] Recurrent() => new NpzBuilder()
        .Add("gru.weight_ih_l0", [48, 20], Pruned(48, 20)).Add("gru.weight_hh_l0", [48, 16], Pruned(48, 16)).Add("gru.bias_ih_l0", [48], new float[48]).Add("gru.bias_hh_l0", [48], new float[48])
        .Add("gru.weight_ih_l1", [48, 16], Pruned(48, 16)).Add("gru.weight_hh_l1", [48, 16], Pruned(48, 16)).Add("gru.bias_ih_l1", [48], new float[48]).Add("gru.bias_hh_l1", [48], new float[48])
        .Add("head.weight", [3, 16], Pruned(3, 16)).ToBytes();

    /// <summary>A sequence of two steps, whose first state is a constant that nothing is read for, and a second input.</summary>
    private static byte[] Graph() => new OnnxBuilder()
        .Input("x", 2, 1, 4).Input("skip", 1, 1, 6)
        .Floats("w", [1, 18, 4], Pruned(18, 4)).Floats("r", [1, 18, 6], Pruned(18, 6))
        .Node("GRU", "x,w,r", "y,last", OnnxBuilder.Int("hidden_size", 6)).Node("Add", "last,skip", "sum")
        .Output("sum").ToBytes();

    private static float[] Pruned(int rows, int columns) => TestWeights.Random(rows, columns, (_, _, draw) => draw % 4 == 0);
}
