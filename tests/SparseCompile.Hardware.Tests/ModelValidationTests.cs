using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Hardware.Tests.Support;

namespace SparseCompile.Hardware.Tests;

/// <summary>A model that contradicts itself is refused with a message that names the place.</summary>
public sealed class ModelValidationTests
{
    private static readonly HardwareLayer Sound = Matrices.Whole("fc", Matrices.From(2, 3, (_, _) => 1));

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void Lanes_out_of_range(int lanes) => Refused(Matrices.Model(lanes, Sound), "Lanes");

    [Fact]
    public void A_hash_that_is_none() =>
        Refused(Matrices.Model(1, Sound) with { Weights = [new WeightProvenance("w.npz", "abc")] }, "w.npz");

    [Fact]
    public void A_bias_of_another_length() =>
        Refused(Sound with { Layer = Sound.Layer with { Bias = [1] } }, "1 biases for 2 rows");

    [Fact]
    public void Fewer_declared_non_zeros_than_kept() => Refused(Sound with { DeclaredNonZeros = 5 }, "5 declared non-zeros");

    [Fact]
    public void More_declared_non_zeros_than_fit() => Refused(Sound with { DeclaredNonZeros = 7 }, "7 declared non-zeros");

    [Fact]
    public void Removed_inputs_without_indices() => Refused(Sound with { DeclaredInputs = 4 }, "but no indices");

    [Fact]
    public void Indices_of_another_length() => Refused(Sound with { OutputIndices = [0] }, "1 indices for 2 kept");

    [Fact]
    public void Indices_that_do_not_ascend() => Refused(Sound with { OutputIndices = [1, 1] }, "index 1 after 1");

    [Fact]
    public void An_index_outside() => Refused(Sound with { OutputIndices = [0, 2] }, "index 2 after 0");

    [Fact]
    public void An_activation_without_a_name() =>
        Refused(Sound with { Layer = Sound.Layer with { Function = new ActivationFunction((ActivationKind)99) } }, "Activation 99");

    private static void Refused(HardwareLayer layer, string message) => Refused(Matrices.Model(2, layer), message);

    private static void Refused(HardwareModel model, string message) =>
        Should.Throw<ArgumentException>(() => HardwareDescriber.Describe(model)).Message.ShouldContain(message);
}
