using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Definitions;

/// <summary>Layers may be called anything; generated names must still be C#, distinct, and not hide what generated code refers to.</summary>
public sealed class LayerNameTests : GeneratorTest
{
    [Fact]
    public void Layers_called_like_what_generated_code_uses_hide_nothing()
    {
        string[] names =
        [
            "kernels", "network", "order", "softmax", "lane_softmax", "slot_copy", "layer_tables", "span", "vector512", "avx512_f", "fma", "infer512", "batch512",
            "lanes8", "part0", "m", "system", "int",
        ];
        CompilesAndRuns(names, "Auto", "Full");
    }

    [Fact]
    public void Names_that_become_the_same_identifier_stay_apart() =>
        CompilesAndRuns(["a.b", "a-b", "a_b", "A b", "aB", "ab", "AB", "a/b_2", "a.b.2"], "Auto");

    [Fact]
    public void Names_without_a_letter_and_names_of_any_letters_are_names() =>
        CompilesAndRuns(["1", "-", "*/", "//", "\\\"", "{0}", "@x", "été", "層", "a\nb", "\u2028", "]]>", "<b>&amp;", "\"\"\"", "\t", "💧", "\uFFFE", "a\0b"], "Auto", "None");

    private void CompilesAndRuns(string[] names, params string[] unrollings)
    {
        // Each layer doubles both of its values; white space alone is no name, and a file's names are found whatever they hold.
        string[] usable = [.. names.Where(name => !string.IsNullOrWhiteSpace(name))];
        WeightInput file = new NpzBuilder().Add("w", [2, 2], 2, 0, 0, 2).Write(Folder, "w.npz");
        string layers = string.Join("\n", usable.Select(name => $"[Linear({Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(name, quote: true)}, Weight = \"w\")]"));
        foreach (string unrolling in unrollings)
        {
            GeneratorRun run = GeneratorRun.Of(
                $"""
                using SparseCompile;
                [SparseModel("w.npz", Unrolling = Unrolling.{unrolling})]
                {layers}
                public static partial class M;
                """,
                file);
            run.Diagnostics.Where(diagnostic => diagnostic.Severity != Microsoft.CodeAnalysis.DiagnosticSeverity.Info).ShouldBeEmpty();
            using LoadedModels models = new(run);
            float[] output = new float[2];

            models["M"].Infer([1, -3], output);

            output.ShouldBe([MathF.Pow(2, usable.Length), -3 * MathF.Pow(2, usable.Length)]);
            models["M"].Info.Layers.Select(layer => layer.Name).ShouldBe(usable);
            System.Text.Json.JsonDocument.Parse(models["M"].HardwareDescription).Dispose();
        }
    }
}
