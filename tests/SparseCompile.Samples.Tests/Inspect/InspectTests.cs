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
    public void The_network_written_by_hand_gives_the_same_bits()
    {
        Random random = new(3);
        for (int i = 0; i < 100; i++)
        {
            float[] values = [.. Enumerable.Range(0, 8).Select(_ => (float)((random.NextDouble() - 0.5) * 7))];
            float[] compiled = new float[2];

            Tiny.Infer(values, compiled);

            compiled.ShouldBe(SpelledOut.Infer(values));
        }

        (SpelledOut.HiddenRows.Sum(row => row.Terms.Count) + SpelledOut.OutputRows.Sum(row => row.Terms.Count)).ShouldBe((int)Tiny.Info.MacsExecuted);
    }

    [Fact]
    public void The_program_spells_an_inference_out_and_says_where_the_files_are()
    {
        StringWriter output = new(System.Globalization.CultureInfo.InvariantCulture) { NewLine = "\n" };

        Report.Write(output);

        string[] lines = output.ToString().Split('\n');
        lines.ShouldContain("hidden 0  0.1 + 0.5 * 1 + -1 * 6 -> relu = 0");
        lines.ShouldContain("output 1  1 + 0.5 * 8.2 = 5.1");
        lines.ShouldContain("Infer     -34.2  5.1");
        lines.ShouldContain("Tiny: 11 multiply-accumulates executed, 29 skipped");
        lines.ShouldContain(line => line.Contains("samples/Inspect/generated", StringComparison.Ordinal));
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

        // The README leaves namespaces out, and says so.
        string network = File.ReadAllText(Path.Combine(folder, "Inspect.Tiny.Network.g.cs")).Replace("global::System.Runtime.Intrinsics.X86.", "", StringComparison.Ordinal);

        network.ShouldContain("r2 = Avx512F.PermuteVar16x32x2(r0, Avx512F.LoadVector512(indices + 16), r1);");
        network.ShouldContain("r3 = Avx512F.FusedMultiplyAdd(Avx512F.LoadVector512(weights + 16), r2, r3);");
        network.ShouldContain("  0, 2, 2, 255,");
        network.ShouldContain("  5, 7, 3, 255,");
        File.ReadAllText(Path.Combine(folder, "Inspect.TinyFromTables.Fc1.g.cs")).ShouldContain("internal static void Lanes16(");
    }

    private static string SampleFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "samples", "Inspect"));
}
