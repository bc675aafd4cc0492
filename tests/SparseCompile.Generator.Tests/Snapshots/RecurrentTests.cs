using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Snapshots;

public sealed class RecurrentTests : GeneratorTest
{
    [Fact]
    public void A_gru_reads_and_overwrites_a_state_of_the_callers()
    {
        NpzBuilder weights = new NpzBuilder().Add("gru.weight_ih_l0", [12, 3], Pruned(36, 2, 3)).Add("gru.weight_hh_l0", [12, 4], Pruned(48, 3, 4)).Add("fc.weight", [2, 4], Pruned(8, 1, 2));
        GeneratorRun run = GeneratorRun.Of(
            """
            using SparseCompile;
            [SparseModel("weights/cell.npz")]
            [Gru("gru")]
            [Linear("fc")]
            public static partial class Cell;
            """,
            weights.Write(Folder, "weights/cell.npz"));

        run.CompilerProblems.ShouldBeEmpty();
        Snapshot.MatchSources(run, hint => hint is "Cell.g.cs" or "Cell.Kernels.g.cs" or "Cell.GruH.g.cs");
    }
}
