using Inspect;

namespace SparseCompile.Samples.Tests.Inspect;

public class InspectTests
{
    private static readonly float[] input = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void Both_kernels_compute_the_network_of_the_readme()
    {
        float[] unrolled = new float[2];
        float[] fromTables = new float[2];

        Tiny.Infer(input, unrolled);
        TinyFromTables.Infer(input, fromTables);

        unrolled[0].ShouldBe(-34.2f, 1e-5f);
        unrolled[1].ShouldBe(5.1f, 1e-6f);
        fromTables.ShouldBe(unrolled);
    }

    [Fact]
    public void The_figures_of_the_readme_are_those_of_the_model()
    {
        Tiny.Info.MacsExecuted.ShouldBe(11);
        Tiny.Info.MacsSkipped.ShouldBe(29);
        Tiny.Info.Layers.Sum(layer => layer.NonZeros).ShouldBe(13);
        Tiny.Info.Layers[0].LaneUtilisation.ShouldBe(0.125, 1e-9);
        Tiny.Info.Layers[0].Outputs.ShouldBe(3);
    }

    [Fact]
    public void What_the_readme_quotes_stands_in_the_generated_files()
    {
        string folder = Path.Combine(SampleFolder(), "generated", "SparseCompile.Generator", "SparseCompile.Generator.SparseCompileGenerator");
        string network = File.ReadAllText(Path.Combine(folder, "Inspect.Tiny.Network.g.cs"));

        network.ShouldContain("r2 = Avx512F.PermuteVar16x32x2(r0, Avx512F.LoadVector512(indices + 16), r1);");
        network.ShouldContain("r3 = Avx512F.FusedMultiplyAdd(Avx512F.LoadVector512(weights + 16), r2, r3);");
        network.ShouldContain("  0, 2, 2, 255,");
        network.ShouldContain("  5, 7, 3, 255,");
        File.ReadAllText(Path.Combine(folder, "Inspect.TinyFromTables.Fc1.g.cs")).ShouldContain("internal static void Lanes16(");
    }

    private static string SampleFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "samples", "Inspect"));
}
