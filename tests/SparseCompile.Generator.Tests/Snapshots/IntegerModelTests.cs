using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Snapshots;

/// <summary>What is generated for an int8 model.</summary>
public sealed class IntegerModelTests : GeneratorTest
{
    [Fact]
    public void An_int8_model_is_loops_over_its_non_zeros()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using SparseCompile;
            [SparseModel("weights/image.npz", Precision = Precision.Int8, Calibration = "weights/inputs.npz"), Input(1, 4, 4)]
            [Conv2D("conv1", Activation = Activation.Relu), MaxPool2D(2), Flatten, Linear("fc1", Activation = Activation.LeakyRelu)]
            public static partial class Eight;
            """,
            new NpzBuilder().Add("conv1.weight", [2, 1, 3, 3], Pruned(18, 2, 3)).Add("conv1.bias", [2], 0.5f, -0.25f).Add("fc1.weight", [3, 2], 1, 0, 0, -2, 0.5f, 0.25f).Write(Folder, "weights/image.npz"),
            new NpzBuilder().Add("inputs", [2, 1, 4, 4], [.. Enumerable.Range(0, 32).Select(i => (i % 7) - 3f)]).Write(Folder, "weights/inputs.npz"));
        run.CompilerProblems.ShouldBeEmpty();
        Snapshot.MatchSources(run, name => name.StartsWith("Eight", StringComparison.Ordinal));
    }
}
