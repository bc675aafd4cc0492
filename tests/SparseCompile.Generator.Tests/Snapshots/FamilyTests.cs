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
    public void Without_unrolling_a_window_slides_over_the_inputs()
    {
        GeneratorRun run = Run(", Unrolling = Unrolling.None", TwoLayers());

        Snapshot.MatchSources(run, hint => hint is "Two.Kernels.g.cs" or "Two.Fc1.g.cs");
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

    private GeneratorRun Run(string option, NpzBuilder weights)
    {
        GeneratorRun run = GeneratorRun.Of(
            $$"""
            using SparseCompile;
            [SparseModel("weights/two.npz"{{option}})]
            [Linear("fc1", Activation = Activation.Relu)]
            [Linear("fc2", Activation = Activation.Softmax)]
            public static partial class Two;
            """,
            weights.Write(Folder, "weights/two.npz"));
        run.CompilerProblems.ShouldBeEmpty();
        return run;
    }
}
