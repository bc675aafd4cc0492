using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Definitions;

/// <summary>Convolutions and pools as users declare them: what they compute, and one diagnostic for what does not fit.</summary>
public sealed class ImageTests : GeneratorTest
{
    private static readonly float[] Image = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Fact]
    public void A_window_slides_over_the_image() => Compute(
        """[Input(1, 3, 3), Conv2D("c")]""",
        new NpzBuilder().Add("c.weight", [2, 1, 2, 2], 1, 0, 0, 1, 0, 0, 0, -1).Add("c.bias", [2], 10, 0),
        [16, 18, 22, 24, -5, -6, -8, -9]);

    [Fact]
    public void Same_puts_what_is_odd_at_the_end() => Compute(
        """[Input(1, 3, 3), Conv2D("c", Same = true)]""",
        new NpzBuilder().Add("c.weight", [1, 1, 2, 2], 0, 0, 0, 1),
        [5, 6, 0, 8, 9, 0, 0, 0, 0]);

    [Fact]
    public void Strides_and_paddings_may_differ_between_the_axes() => Compute(
        """[Input(1, 3, 3), Conv2D("c", Stride = 2, StrideHeight = 1, Padding = 1, PaddingHeight = 0)]""",
        new NpzBuilder().Add("c.weight", [1, 1, 1, 1], 2),
        [0, 4, 0, 0, 10, 0, 0, 16, 0]);

    [Fact]
    public void Signals_have_one_dimension() => Compute(
        """[Input(1, 9), Conv1D("c", Dilation = 3), MaxPool1D(2, Stride = 1)]""",
        new NpzBuilder().Add("c.weight", [1, 1, 3], 1, 0, 2),
        [18, 21]);

    [Fact]
    public void Keras_has_the_outputs_last() => Compute(
        """[Input(1, 3, 3), Conv2D("c", Weight = "c/kernel", Bias = "", Transposed = true), GlobalAveragePool]""",
        new NpzBuilder().Add("c/kernel", [1, 1, 1, 2], 1, -2),
        [5, -10]);

    [Fact]
    public void Keras_flattens_pixel_by_pixel()
    {
        NpzBuilder file = new NpzBuilder().Add("c.weight", [2, 1, 2, 2], 1, 0, 0, 0, 0, 0, 0, 1).Add("fc.weight", [2, 8], 1, 10, 0, 0, 0, 0, 0, 0, 0, 0, 100, 0, 0, 0, 0, 1000);
        Compute("""[Input(1, 3, 3), Conv2D("c"), Flatten(ChannelsLast = true), Linear("fc")]""", file, [1 + 50, 200 + 9000]);
        Compute("""[Input(1, 3, 3), Conv2D("c"), Flatten, Linear("fc")]""", file, [1 + 20, 400 + 9000]);
        Run("""[Input(1, 3, 3), Conv2D("c"), Flatten(ChannelsLast = true), BatchNorm("fc")]""", file).Diagnostics
            .Single(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).GetMessage().ShouldContain("a flatten that 'fc' reads");
    }

    [Fact]
    public void Sizes_are_rounded_up_where_asked() => Compute(
        """[Input(1, 3, 3), MaxPool2D(2, CeilMode = true), Conv2D("c")]""",
        new NpzBuilder().Add("c.weight", [1, 1, 1, 1], 1),
        [5, 6, 8, 9]);

    [Fact]
    public void The_largest_values_win_and_what_equals_the_last_of_them()
    {
        NpzBuilder none = new NpzBuilder().Add("other", [1], 1);
        Compute("""[Input(3, 3), KWinners("w", Count = 2)]""", none, [0, 0, 0, 0, 0, 0, 0, 8, 9]);
        Compute("""[Input(1, 3, 3), KWinners("w", Share = 0.5)]""", none, [0, 0, 0, 0, 0, 6, 7, 8, 9]);
        Compute("""[Input(3, 1, 3), KWinners("w", Count = 1, PerPixel = true)]""", none, [0, 0, 0, 0, 0, 0, 7, 8, 9]);
        Compute("""[Input(1, 3, 3), MaxPool2D(2, Stride = 1, CeilMode = true), KWinners("w", Count = 1)]""", none, [0, 0, 0, 9]);
        Compute("""[Input(1, 3, 3), MaxPool2D(2, Stride = 1, Padding = 1), KWinners("w", Count = 3)]""", none, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 0, 0, 9, 9]);
    }

    [Fact]
    public void Duty_cycles_change_who_wins_and_no_value()
    {
        NpzBuilder cycles = new NpzBuilder().Add("w.duty_cycle", [1, 3, 1, 1], 0, 0.5f, 0.5f).Add("elsewhere", [3], 0.5f, 0, 0.5f);
        Compute("""[Input(3, 1, 3), KWinners("w", Count = 3, Boost = 4)]""", cycles, [0, 2, 3, 0, 0, 0, 0, 0, 9]);
        Compute("""[Input(3, 1, 3), KWinners("w", Count = 3, Boost = 4, DutyCycle = "elsewhere")]""", cycles, [0, 0, 0, 4, 5, 6, 0, 0, 0]);
    }

    [Theory]
    [InlineData("""[Input(1, 3, 3), Conv2D("c"), MaxPool2D(2, Activation = Activation.Relu)]""", "Conv Pool")]
    [InlineData("""[Input(1, 3, 3), Conv2D("c"), MaxPool2D(2, Activation = Activation.LeakyRelu, Alpha = -0.5f)]""", "Conv Pool Conv")]
    [InlineData("""[Input(1, 3, 3), Conv2D("c"), MaxPool2D(2, Activation = Activation.HardSwish)]""", "Conv Pool Conv")]
    [InlineData("""[Input(1, 3, 3), Conv2D("c", Activation = Activation.Tanh), MaxPool2D(2, Activation = Activation.Relu)]""", "Conv Pool Conv")]
    [InlineData("""[Input(1, 3, 3), Conv2D("c"), MaxPool2D(1, Name = "p", Activation = Activation.Relu), Add("a", "p", "c")]""", "Conv Pool Conv Add")]
    public void What_follows_a_pool_of_largest_values_is_fused_before_it_where_that_changes_nothing(string layers, string operators)
    {
        GeneratorRun run = Run(layers, new NpzBuilder().Add("c.weight", [2, 1, 2, 2], 1, 0, 0, 1, 0, 0, 0, -1));
        using LoadedModels models = new(run);
        string.Join(" ", models["M"].Info.Layers.Select(layer => layer.Operator)).ShouldBe(operators);
    }

    [Fact]
    public void Masks_small_weights_and_scales_are_those_of_any_layer()
    {
        Compute(
            """[Input(1, 3, 3), Conv2D("c")]""",
            new NpzBuilder().Add("c.weight_orig", [1, 1, 2, 2], 1, 5, 5, 1).Add("c.weight_mask", [1, 1, 2, 2], 1, 0, 0, 1),
            [6, 8, 12, 14]);
        Compute("""[Input(1, 3, 3), Conv2D("c", PruneBelow = 0.5)]""", new NpzBuilder().Add("c.weight", [1, 1, 2, 2], 1, 0.25f, -0.25f, 1), [6, 8, 12, 14]);
    }

    [Theory]
    [InlineData("""[Input(1, 3, 3), Conv2D("c", Weight = "W")]""", "W", "b", "SPARSE0052", "Bias = \"b\"")]
    [InlineData("""[Input(1, 3, 3), Conv2D("c")]""", "c.weight", "c.weight_g", "SPARSE0053", "remove_weight_norm")]
    [InlineData("""[Input(1, 3, 3), Conv2D("c")]""", "c.weight", "c.weight_scale", "SPARSE0052", "used as they are")]
    public void What_belongs_to_a_convolution_and_is_not_read_is_said(string layers, string weight, string other, string id, string text)
    {
        GeneratorRun run = Run(layers, new NpzBuilder().Add(weight, [2, 1, 2, 2], 1, 0, 0, 1, 0, 0, 0, -1).Add(other, [2], 1, 2));
        run.Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).ShouldHaveSingleItem().Id.ShouldBe(id);
        run.Diagnostics.Single(diagnostic => diagnostic.Id == id).GetMessage().ShouldContain(text);
    }

    [Fact]
    public void Convolutions_without_zeros_are_said_whatever_their_groups()
    {
        GeneratorRun run = Run("""[Input(2, 3, 3), Conv2D("c", Groups = 2)]""", new NpzBuilder().Add("c.weight", [2, 1, 1, 2], 1, 2, 3, 4));
        run.Remarks.ShouldContain(remark => remark.Id == "SPARSE0054");
    }

    [Fact]
    public void Two_extents_are_no_image_where_nothing_reads_one()
    {
        GeneratorRun run = Run(
            """[Input(3, 1), BatchNorm("n", Activation = Activation.Relu), Linear("fc")]""",
            new NpzBuilder().Add("n.running_mean", [3], 0, 0, 0).Add("n.running_var", [3], 1, 1, 1).Add("fc.weight", [1, 3], 1, 0, 1));
        using LoadedModels models = new(run);
        models["M"].Info.Layers.Select(layer => layer.Operator).Distinct().ShouldBe(["Linear"]);
    }

    [Theory]
    [InlineData("""[Input(9), Conv2D("c")]""", "SPARSE0015", "an input of shape 9")]
    [InlineData("""[Conv2D("c")]""", "SPARSE0015", "an input of unknown shape")]
    [InlineData("""[Input(3, 3, 3), Conv2D("c", Groups = 2)]""", "SPARSE0015", "the 3 channels of the input")]
    [InlineData("""[Input(3, 3, 3), Conv2D("c")]""", "SPARSE0010", "[2, 1, 2, 2]; expected [outputs, 3, height, width]")]
    [InlineData("""[Input(1, 1, 3), Conv2D("c")]""", "SPARSE0015", "a window of 2 x 2")]
    [InlineData("""[Input(1, 3, 3), Conv2D("d")]""", "SPARSE0009", "'d.weight'")]
    [InlineData("""[Input(1, 3, 3), Conv2D("c", Stride = 0)]""", "SPARSE0015", "'Stride'")]
    [InlineData("""[Input(1, 3, 3), Conv2D("c", Padding = -1)]""", "SPARSE0015", "'Padding'")]
    [InlineData("""[Input(1, 3, 3), Conv2D("c"), MaxPool2D(2, Padding = 2)]""", "SPARSE0015", "at most half")]
    [InlineData("""[Input(1, 3, 3), Conv2D("c"), MaxPool2D(0)]""", "SPARSE0015", "found 0")]
    [InlineData("""[Input(1, 3, 3), KWinners("w"), Conv2D("c")]""", "SPARSE0015", "neither Count nor Share")]
    [InlineData("""[Input(1, 3, 3), KWinners("w", Count = 1, Share = 0.5), Conv2D("c")]""", "SPARSE0015", "both Count and Share")]
    [InlineData("""[Input(1, 3, 3), KWinners("w", Count = 10), Conv2D("c")]""", "SPARSE0015", "1 to 9 winners")]
    [InlineData("""[Input(1, 3, 3), KWinners("w", Count = 0), Conv2D("c")]""", "SPARSE0015", "1 or more")]
    [InlineData("""[Input(1, 3, 3), KWinners("w", Share = 1.5), Conv2D("c")]""", "SPARSE0015", "at most 1")]
    [InlineData("""[Input(1, 3, 3), KWinners("w", Share = 0.01), Conv2D("c")]""", "SPARSE0015", "which is 0 of 9")]
    [InlineData("""[Input(9), KWinners("w", Count = 1, PerPixel = true)]""", "SPARSE0015", "an image")]
    [InlineData("""[Input(1, 3, 3), KWinners("w", Count = 1, Boost = 1), Conv2D("c")]""", "SPARSE0009", "'w.duty_cycle'")]
    [InlineData("""[Input(4, 3, 3), KWinners("w", Count = 1, Boost = 1, DutyCycle = "c.weight")]""", "SPARSE0010", "expected [4]")]
    [InlineData("""[KWinners("w", Count = 1), Linear("c")]""", "SPARSE0015", "unknown length")]
    public void What_does_not_fit_is_one_diagnostic(string layers, string id, string text)
    {
        GeneratorRun run = Run(layers, new NpzBuilder().Add("c.weight", [2, 1, 2, 2], 1, 0, 0, 1, 0, 0, 0, -1));
        Diagnostic one = run.Diagnostics.Single(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        one.Id.ShouldBe(id);
        one.GetMessage().ShouldContain(text);
    }

    [Fact]
    public void The_hardware_description_and_Info_count_for_every_pixel()
    {
        GeneratorRun run = Run("""[Input(1, 3, 3), Conv2D("c")]""", new NpzBuilder().Add("c.weight", [2, 1, 2, 2], 1, 0, 0, 1, 0, 0, 0, -1));
        using LoadedModels models = new(run);
        LoadedModel model = models["M"];
        SparseLayerInfo layer = model.Info.Layers.ShouldHaveSingleItem();
        layer.MacsExecuted.ShouldBe(3 * 4);
        layer.DenseMacs.ShouldBe(8 * 4);
        layer.Sparsity.ShouldBe(5 / 8.0);
        System.Text.Json.Nodes.JsonNode json = System.Text.Json.Nodes.JsonNode.Parse(model.HardwareDescription)!;
        json["schema"]!["version"]!.GetValue<int>().ShouldBe(3);
        json["totals"]!["macs"]!["actual"]!["value"]!.GetValue<long>().ShouldBe(12);
    }

    private GeneratorRun Run(string layers, NpzBuilder weights) =>
        GeneratorRun.Of($"using SparseCompile;\n[SparseModel(\"weights/m.npz\")]\n{layers}\npublic static partial class M;", weights.Write(Folder, "weights/m.npz"));

    private void Compute(string layers, NpzBuilder weights, float[] expected)
    {
        GeneratorRun run = Run(layers, weights);
        run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        using LoadedModels models = new(run);
        LoadedModel model = models["M"];
        float[] output = new float[model.Info.OutputLength];
        model.Infer(Image, output);
        output.ShouldBe(expected);
    }
}
