using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Snapshots;

public sealed class FamilyTests : GeneratorTest
{
    [Fact]
    public void A_small_network_is_one_kernel_in_registers()
    {
        GeneratorRun run = Run("", TwoLayers());

        Snapshot.MatchSources(run, _ => true);
    }

    [Fact]
    public void Without_unrolling_inputs_are_packed_and_looked_up_in_a_window_of_32()
    {
        GeneratorRun run = Run(", Unrolling = Unrolling.None", TwoLayers());

        Snapshot.MatchSources(run, hint => hint is "Two.Kernels.g.cs" or "Two.Fc1.g.cs");
    }

    [Fact]
    public void Unstructured_rows_share_a_sliding_window_of_64()
    {
        GeneratorRun run = Run(", Unrolling = Unrolling.None", new NpzBuilder().Add("fc1.weight", [62, 300], Pruned(62 * 300, 25, 5)).Add("fc2.weight", [2, 62], Pruned(124, 1, 7)));

        Snapshot.MatchSources(run, hint => hint is "Two.Kernels.g.cs" or "Two.Fc1.g.cs");
    }

    [Fact]
    public void Sixteen_rows_that_share_their_inputs_broadcast_them() => Snapshot.MatchSources(Blocks(16, 1), hint => hint is "Two.Fc1.g.cs");

    [Fact]
    public void Eight_rows_that_share_their_inputs_fetch_two_at_a_time() => Snapshot.MatchSources(Blocks(8, 1, "blocks of 8 x 1, rows in order, 4 x 16 rows side by side"), hint => hint is "Two.Fc1.g.cs");

    [Fact]
    public void Blocks_of_four_by_four_fetch_four_inputs_at_a_time() => Snapshot.MatchSources(Blocks(4, 4), hint => hint is "Two.Fc1.g.cs");

    [Fact]
    public void Rows_of_one_magnitude_are_added_up_and_multiplied_once()
    {
        float[] signs = [.. Pruned(3200, 6, 4).Select((weight, i) => weight == 0f ? 0f : MathF.CopySign(0.5f + (i / 80), weight))];
        NpzBuilder weights = new NpzBuilder().Add("fc1.weight", [40, 80], signs).Add("fc2.weight", [2, 40], Pruned(80, 1, 6));

        GeneratorRun run = Run(", Unrolling = Unrolling.None", weights, kernel: "signed lookup, one magnitude a row, rows in order, 2 x 16 rows a window of 64");

        Snapshot.MatchSources(run, hint => hint is "Two.Fc1.g.cs" or "Two.Kernels.g.cs");
    }

    [Fact]
    public void Rows_of_two_magnitudes_are_added_up_in_two_passes()
    {
        float[] few = [.. Pruned(5600, 40, 4).Select((weight, i) => weight == 0f ? 0f : MathF.CopySign(i % 3 == 0 ? 0.5f : 0.25f, weight))];
        NpzBuilder weights = new NpzBuilder().Add("fc1.weight", [70, 80], few).Add("fc2.weight", [2, 70], Pruned(140, 1, 6));

        GeneratorRun run = Run(", Unrolling = Unrolling.None", weights, kernel: "narrow signed lookup, 2 magnitudes a row, rows in order, 4 x 16 rows a window of 32");

        Snapshot.MatchSources(run, hint => hint is "Two.Fc1.g.cs");
    }

    [Fact]
    public void Sparse_activations_add_the_columns_of_inputs_that_are_not_zero()
    {
        NpzBuilder weights = new NpzBuilder().Add("fc1.weight", [40, 80], Pruned(3200, 6, 4)).Add("fc2.weight", [2, 40], Pruned(80, 1, 6));

        GeneratorRun run = Run(", Unrolling = Unrolling.None", weights, firstLayer: ", InputSparsity = 0.95");

        Snapshot.MatchSources(run, hint => hint is "Two.g.cs" or "Two.Fc1.g.cs" or "Two.Kernels.g.cs");
    }

    [Fact]
    public void With_full_unrolling_every_step_is_spelled_out()
    {
        // Too many inputs for the registers of one kernel: layer by layer.
        NpzBuilder weights = new NpzBuilder().Add("fc1.weight", [2, 300], Pruned(600, 60, 1)).Add("fc2.weight", [2, 2], 0, 1, 2, 0);

        GeneratorRun run = Run(", Unrolling = Unrolling.Full", weights);

        Snapshot.MatchSources(run, hint => hint is "Two.Fc1.g.cs" or "Two.Kernels.g.cs");
    }

    [Fact]
    public void A_matrix_is_a_method()
    {
        WeightInput file = Write("weights/a.mtx", "%%MatrixMarket matrix coordinate real general\n2 3 3\n1 1 1.5\n2 2 -2\n2 3 0.1\n"u8.ToArray());

        GeneratorRun run = GeneratorRun.Of(
            """
            using System;
            using SparseCompile;
            namespace Operators;
            internal partial class Outer
            {
                protected static partial class Inner
                {
                    [SparseMatrix("weights/a.mtx")]
                    internal static partial void Apply(ReadOnlySpan<float> @in, Span<float> result);
                }
            }
            """,
            file);

        run.CompilerProblems.ShouldBeEmpty();
        Snapshot.MatchSources(run, hint => hint is "Operators.Outer.Inner.Apply.g.cs" or "Operators.Outer.Inner.Apply.Kernels.g.cs");
    }

    [Fact]
    public void Dead_neurons_and_batch_norms_leave_no_trace()
    {
        // The second neuron is read by nobody, the third is constant; bn1 is folded into fc1.
        NpzBuilder weights = new NpzBuilder()
            .Add("fc1.weight", [3, 2], 1, 0, 2, 3, 0, 0).Add("fc1.bias", [3], 1, 2, 3)
            .Add("bn1.weight", [3], 2, 1, 1).Add("bn1.bias", [3], 0, 0, 1).Add("bn1.running_mean", [3], 0.5f, 0, 0).Add("bn1.running_var", [3], 4, 1, 1)
            .Add("fc2.weight", [1, 3], 1, 0, 2).Add("fc2.bias", [1], 0.25f);

        GeneratorRun run = GeneratorRun.Of(
            """
            using SparseCompile;
            [SparseModel("weights/two.npz")]
            [Input(1, 2), Flatten]
            [Linear("fc1"), BatchNorm("bn1", Epsilon = 0, Activation = Activation.Relu)]
            [Linear("fc2")]
            static partial class Two;
            """,
            weights.Write(Folder, "weights/two.npz"));

        run.CompilerProblems.ShouldBeEmpty();
        Snapshot.MatchSources(run, hint => hint is "Two.g.cs" or "Two.Network.g.cs");
    }

    /// <summary>64 rows pruned in blocks.</summary>
    private GeneratorRun Blocks(int height, int width, string? kernel = null)
    {
        const int Inputs = 96;
        float[] blocks = Pruned(64 / height * (Inputs / width), 3, 8);
        float[] weights = [.. Enumerable.Range(0, 64 * Inputs).Select(i =>
            blocks[(i / Inputs / height * (Inputs / width)) + (i % Inputs / width)] == 0 ? 0f : 0.25f + (i % 5))];
        return Run(", Unrolling = Unrolling.None", new NpzBuilder().Add("fc1.weight", [64, Inputs], weights).Add("fc2.weight", [2, 64], Pruned(128, 1, 9)), kernel: kernel);
    }

    /// <summary>A network of two layers, the first one's kernel being asked for by a plan where one is named.</summary>
    private GeneratorRun Run(string option, NpzBuilder weights, string firstLayer = "", string? kernel = null)
    {
        const string Name = "weights/two.npz";
        WeightInput file = weights.Write(Folder, Name);
        GeneratorRun run = GeneratorRun.Of(
            $$"""
            using SparseCompile;
            [SparseModel("weights/two.npz"{{option}})]
            [Linear("fc1"{{firstLayer}}, Activation = Activation.Relu)]
            [Linear("fc2", Activation = Activation.Softmax)]
            public static partial class Two;
            """,
            kernel is null ? [file] : [file, WritePlan(Name, "Two", "fc1", kernel)]);
        run.CompilerProblems.ShouldBeEmpty();
        return run;
    }
}
