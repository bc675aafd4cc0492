namespace SparseCompile.Models.Tests.Networks;

/// <summary>Convolutional networks of others, layer by layer as their authors have them: what users write.</summary>
internal static class ImageNetworks
{
    private const string Relu = ", Activation = Activation.Relu";

    /// <summary>Folder of the data, and attributes.</summary>
    public static IReadOnlyList<(string Name, string Folder, string Attributes)> All { get; } =
    [
        ("JetConv1D", "hls4ml_example_models/jet_conv1d_pruned", "[Input(7, 100)]\n" + Signal("Softmax")),
        ("SmallConv1D", "hls4ml_example_models/conv1d_small", "[Input(4, 10)]\n" + Signal("Softmax")),
        ("SmallConv2D", "hls4ml_example_models/conv2d_8x8", $"[Input(1, 8, 8)]\n{Conv("conv2d_1", Relu)}[Flatten(ChannelsLast = true)]\n{Dense("dense_1", ", Activation = Activation.Softmax")}"),
        ("DepthwiseKeywords", "mlperf_tiny/kws_dscnn_fp32", "[Input(1, 49, 10)]\n" + Depthwise()),
        ("Residual", "mlperf_tiny/resnet8_fp32", "[Input(3, 32, 32)]\n" + Residual()),
    ];

    private static string Signal(string last)
    {
        string convolutions = string.Concat(Enumerable.Range(1, 3).Select(i => $"[Conv1D(\"conv{i}_relu\", Weight = \"conv{i}_relu.kernel\", Transposed = true, Same = true{Relu})]\n"));
        return convolutions + "[Flatten(ChannelsLast = true)]\n" + Dense("fc1_relu", Relu) + Dense("output_softmax", $", Activation = Activation.{last}");
    }

    private static string Depthwise()
    {
        string text = Conv("conv2d", ", Stride = 2") + Norm("bn0", Relu);
        for (int i = 0; i < 4; i++)
        {
            text += $"[Conv2D(\"dw{i}\", Weight = \"dw{i}.depthwise_kernel\", Transposed = true, Groups = 64, Same = true)]\n" + Norm($"bnd{i}", Relu) + Conv($"pw{i}", "") + Norm($"bnp{i}", Relu);
        }

        // A row less than the image has.
        return text + "[AveragePool2D(5, SizeHeight = 24)]\n[Flatten]\n" + Dense("dense", ", Activation = Activation.Softmax");
    }

    private static string Residual()
    {
        string text = Conv("conv2d", "") + Norm("batch_normalization", Relu)
            + Conv("conv2d_1", "") + Norm("batch_normalization_1", Relu)
            + Conv("conv2d_2", "") + Norm("batch_normalization_2", "")
            + $"[Add(\"sum\", \"batch_normalization\", \"batch_normalization_2\"{Relu})]\n";
        string before = "sum";
        for (int i = 0; i < 2; i++)
        {
            (int conv, int norm) = (3 + (3 * i), 3 + (2 * i));
            text += Conv($"conv2d_{conv}", ", Stride = 2") + Norm($"batch_normalization_{norm}", Relu)
                + Conv($"conv2d_{conv + 1}", "") + Norm($"batch_normalization_{norm + 1}", "")
                + Conv($"conv2d_{conv + 2}", $", Stride = 2, From = \"{before}\"")
                + $"[Add(\"sum{i}\", \"conv2d_{conv + 2}\", \"batch_normalization_{norm + 1}\"{Relu})]\n";
            before = $"sum{i}";
        }

        return text + "[GlobalAveragePool]\n[Flatten]\n" + Dense("dense", ", Activation = Activation.Softmax");
    }

    private static string Conv(string name, string options) => $"[Conv2D(\"{name}\", Weight = \"{name}.kernel\", Transposed = true, Same = true{options})]\n";

    private static string Norm(string name, string options) => $"[BatchNorm(\"{name}\", Epsilon = 1e-3f{options})]\n";

    private static string Dense(string name, string options) => $"[Linear(\"{name}\", Weight = \"{name}.kernel\", Transposed = true{options})]\n";
}
