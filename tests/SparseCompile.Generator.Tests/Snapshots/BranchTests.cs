using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Snapshots;

public sealed class BranchTests : GeneratorTest
{
    [Fact]
    public void A_residual_and_a_concatenation_share_what_they_read()
    {
        NpzBuilder weights = new NpzBuilder()
            .Add("fc1.weight", [6, 4], Pruned(24, 2, 1)).Add("fc2.weight", [6, 6], Pruned(36, 3, 2)).Add("fc2.bias", [6], 1, 2, 3, 4, 5, 6).Add("fc3.weight", [2, 10], Pruned(20, 2, 3));
        GeneratorRun run = GeneratorRun.Of(
            """
            using SparseCompile;
            [SparseModel("weights/branches.npz")]
            [Input(4)]
            [Linear("fc1", Activation = Activation.Relu)]
            [Linear("fc2")]
            [Add("residual", "fc1", "fc2", Activation = Activation.Relu)]
            [Concat("wide", "residual", "input")]
            [Linear("fc3")]
            public static partial class Branches;
            """,
            weights.Write(Folder, "weights/branches.npz"));

        run.CompilerProblems.ShouldBeEmpty();
        Snapshot.MatchSources(run, hint => hint is "Branches.g.cs" or "Branches.Kernels.g.cs" or "Branches.Residual.g.cs");
    }
}
