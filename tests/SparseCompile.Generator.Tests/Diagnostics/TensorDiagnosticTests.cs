using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

public sealed class TensorDiagnosticTests : DiagnosticTest
{
    [Fact]
    public void A_missing_tensor_is_named_with_those_there_are_and_the_closest() =>
        MatchOne("SPARSE0009", TwoLayerModel.Replace("\"fc2\"", "\"cf2\"", StringComparison.Ordinal), [WriteTwoLayers()]);

    [Fact]
    public void A_bias_named_outright_must_exist() =>
        MatchOne("SPARSE0009", TwoLayerModel.Replace("\"fc2\"", "\"fc2\", Bias = \"fc2.offset\"", StringComparison.Ordinal), [WriteTwoLayers()]);

    [Fact]
    public void A_weight_must_be_a_matrix() =>
        MatchOne("SPARSE0010", TwoLayerModel, [new NpzBuilder().Add("fc1.weight", [3], 1, 0, 0).Add("fc2.weight", [1, 1], 1).Write(Folder, "weights/two.npz")]);

    [Fact]
    public void A_bias_must_have_a_value_for_each_row() =>
        MatchOne("SPARSE0010", TwoLayerModel, [new NpzBuilder().Add("fc1.weight", [1, 3], 1, 0, 0).Add("fc1.bias", [2], 1, 0).Add("fc2.weight", [1, 1], 1).Write(Folder, "weights/two.npz")]);

    [Fact]
    public void A_batch_norm_must_have_a_value_for_each_row()
    {
        NpzBuilder weights = TwoLayers().Add("bn.weight", [3], 1, 1, 1).Add("bn.bias", [3], 0, 0, 0).Add("bn.running_mean", [3], 0, 0, 0).Add("bn.running_var", [3], 1, 1, 1);

        MatchOne("SPARSE0010", TwoLayerModel.Replace("[Linear(\"fc2\")]", "[BatchNorm(\"bn\")]", StringComparison.Ordinal), [weights.Write(Folder, "weights/two.npz")]);
    }

    [Fact]
    public void The_input_must_have_as_many_values_as_the_first_layer_takes() =>
        MatchOne("SPARSE0011", TwoLayerModel.Replace("[Input(3)]", "[Input(2, 2)]", StringComparison.Ordinal), [WriteTwoLayers()]);

    [Fact]
    public void A_layer_must_take_what_the_one_before_gives() =>
        MatchOne("SPARSE0011", TwoLayerModel, [new NpzBuilder().Add("fc1.weight", [2, 3], 1, 0, 0, 0, 1, 0).Add("fc2.weight", [1, 3], 1, 1, 1).Write(Folder, "weights/two.npz")]);

    [Fact]
    public void Transposed_weights_without_the_option_do_not_chain() =>
        MatchOne("SPARSE0011", TwoLayerModel, [new NpzBuilder().Add("fc1.weight", [3, 4], new float[12]).Add("fc2.weight", [4, 1], new float[4]).Write(Folder, "weights/two.npz")]);
}
