using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Generator.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>Tensors that are missing, of the wrong shape, or hold what is no weight.</summary>
public sealed class TensorTests : DiagnosticTest
{
    [Fact]
    public void A_missing_tensor_is_named_and_the_closest_is_offered() =>
        Provoke(Rules.TensorNotFound, """Linear("fc3")""", Bad("npz", """[Linear("fc1"), Linear("fc3")]"""), WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_missing_bias_that_was_asked_for_is_an_error() => Provoke(
        Rules.TensorNotFound,
        """Linear("fc1", Bias = "fc1.b")""",
        Bad("npz", """[Linear("fc1", Bias = "fc1.b")]"""),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_file_without_tensors_says_so() =>
        Provoke(Rules.TensorNotFound, """Linear("fc1")""", Bad("safetensors"), Write("weights/bad.safetensors", RawWeights.Safetensors("{}")));

    [Fact]
    public void A_batch_norm_without_its_mean_names_it() => Provoke(
        Rules.TensorNotFound, """BatchNorm("bn1")""", Bad("npz", """[Linear("fc1"), BatchNorm("bn1")]"""), WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_tensor_named_by_a_matrix_must_exist() => Provoke(
        Rules.TensorNotFound,
        """SparseMatrix("weights/bad.npz", Tensor = "fc2_weight")""",
        BadMatrix("npz", """, Tensor = "fc2_weight" """.TrimEnd()),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_weight_that_is_no_matrix_has_the_wrong_shape() =>
        Provoke(Rules.WrongShape, """Linear("fc1")""", Bad("npz"), new NpzBuilder().Add("fc1.weight", [2, 1, 3], 1, 0, 2, 0, 0, -3).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void A_transposed_weight_says_so_in_what_it_expects() => Provoke(
        Rules.WrongShape,
        """Linear("fc1", Transposed = true)""",
        Bad("npz", """[Linear("fc1", Transposed = true)]"""),
        new NpzBuilder().Add("fc1.weight", [2], 1, 0).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void A_bias_of_another_length_has_the_wrong_shape() => Provoke(
        Rules.WrongShape,
        """Linear("fc1")""",
        Bad("npz"),
        new NpzBuilder().Add("fc1.weight", [2, 3], 1, 0, 2, 0, 0, -3).Add("fc1.bias", [3], 1, 2, 3).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void A_layer_without_outputs_has_the_wrong_shape() =>
        Provoke(Rules.WrongShape, """Linear("fc1")""", Bad("npz"), new NpzBuilder().Add("fc1.weight", [0, 3]).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void A_matrix_without_columns_has_the_wrong_shape() => Provoke(
        Rules.WrongShape, """SparseMatrix("weights/bad.npy")""", BadMatrix("npy"), Write("weights/bad.npy", RawWeights.Npy("<f4", "(3, 0)")));

    [Fact]
    public void A_file_with_one_vector_is_no_matrix() => Provoke(
        Rules.WrongShape, """SparseMatrix("weights/bad.npy")""", BadMatrix("npy"), Write("weights/bad.npy", RawWeights.Npy("<f4", "(3,)", RawWeights.Floats(1, 2, 3))));

    [Fact]
    public void A_batch_norm_of_another_width_has_the_wrong_shape() => Provoke(
        Rules.WrongShape,
        """BatchNorm("bn1")""",
        Bad("npz", """[Linear("fc1"), BatchNorm("bn1")]"""),
        TwoLayers().Add("bn1.running_mean", [3], 0, 0, 0).Add("bn1.running_var", [3], 1, 1, 1).Write(Folder, "weights/bad.npz"));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(0)]
    [InlineData]
    public void A_batch_norm_that_says_the_width_must_have_one(params int[] shape)
    {
        int count = shape.Aggregate(1, (product, extent) => product * extent);
        float[] ones = [.. Enumerable.Repeat(1f, count)];
        WeightInput file = new NpzBuilder().Add("bn1.running_mean", shape, ones).Add("bn1.running_var", shape, ones).Write(Folder, "weights/bad.npz");

        Check(Rules.WrongShape, """BatchNorm("bn1")""", Bad("npz", """[BatchNorm("bn1")]"""), [file])
            .Diagnostics[0].GetMessage().ShouldContain("expected a vector with at least one value");
    }

    [Fact]
    public void Layers_that_do_not_fit_do_not_chain() => Provoke(
        Rules.ShapesDoNotChain, """Linear("fc1")""", Bad("npz", """[Linear("fc2"), Linear("fc1")]"""), WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_declared_input_that_does_not_fit_does_not_chain() => Provoke(
        Rules.ShapesDoNotChain, """Linear("fc1")""", Bad("npz", """[Input(1, 2, 2), Linear("fc1")]"""), WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_batch_norm_before_a_layer_of_another_width_does_not_chain() => Provoke(
        Rules.ShapesDoNotChain,
        """Linear("fc1")""",
        Bad("npz", """[BatchNorm("bn1"), Linear("fc1")]"""),
        TwoLayers().Add("bn1.running_mean", [2], 0, 0).Add("bn1.running_var", [2], 1, 1).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void Only_the_first_of_several_faults_is_reported() => Provoke(
        Rules.ShapesDoNotChain, """Linear("fc1")""", Bad("npz", """[Linear("fc2"), Linear("fc1"), Linear("fc3")]"""), [WriteTwoLayers("weights/bad.npz")]);

    [Fact]
    public void NaN_among_the_weights_is_found_with_its_place() =>
        Provoke(Rules.NonFiniteWeight, """Linear("fc1")""", Bad("npz"), new NpzBuilder().Add("fc1.weight", [2, 3], 1, 0, 2, 0, float.NaN, -3).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void An_infinite_bias_is_found_with_its_place() => Provoke(
        Rules.NonFiniteWeight,
        """Linear("fc1")""",
        Bad("npz"),
        new NpzBuilder().Add("fc1.weight", [2, 1], 1, 2).Add("fc1.bias", [2], 0, float.NegativeInfinity).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void A_double_beyond_float32_is_out_of_range() => Provoke(
        Rules.ValueOutOfRange,
        """SparseMatrix("weights/bad.npy")""",
        BadMatrix("npy"),
        Write("weights/bad.npy", RawWeights.Npy("<f8", "(1, 2)", [.. BitConverter.GetBytes(1.0), .. BitConverter.GetBytes(1e300)])));

    [Fact]
    public void A_negative_variance_leaves_no_finite_weight() => Provoke(
        Rules.NonFiniteWeight,
        """Linear("fc1")""",
        Bad("npz", """[Linear("fc1"), BatchNorm("bn1")]"""),
        TwoLayers().Add("bn1.running_mean", [2], 0, 0).Add("bn1.running_var", [2], 1, -1).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void A_file_of_several_matrices_needs_a_name() =>
        Provoke(Rules.TensorNotNamed, """SparseMatrix("weights/bad.npz")""", BadMatrix("npz"), WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_file_of_vectors_has_no_matrix() => Provoke(
        Rules.TensorNotNamed,
        """SparseMatrix("weights/bad.npz")""",
        BadMatrix("npz"),
        new NpzBuilder().Add("a", [1], 1).Add("b", [1], 1).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void A_file_without_tensors_has_no_matrix() =>
        Provoke(Rules.TensorNotNamed, """SparseMatrix("weights/bad.safetensors")""", BadMatrix("safetensors"), [Write("weights/bad.safetensors", RawWeights.Safetensors("{}"))]);
}
