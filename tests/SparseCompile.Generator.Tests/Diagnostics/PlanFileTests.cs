using System.Text;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>Plans beside weight files: what they change, and what is said of those that cannot be used.</summary>
public sealed class PlanFileTests : DiagnosticTest
{
    private const string Model = """[SparseModel("weights/bad.npz", Unrolling = Unrolling.None)]""";
    private const string Layer = """Linear("fc1")""";
    private const string Source = Model + "\n[" + Layer + "]\npublic static partial class Bad;";
    private const string Streamed = "window-permute/w64/g1/rows=natural";

    [Fact]
    public void A_plan_for_other_weights_is_ignored() =>
        Provoke(Rules.PlanOutdated, "SparseModel(\"weights/bad.npz\", Unrolling = Unrolling.None)", Source, [Weights(), Plan(Streamed, new string('0', 64))]);

    [Fact]
    public void A_kernel_that_is_no_candidate_is_not_chosen() => Provoke(Rules.PlanUnusable, Layer, Source, [Weights(), Plan("wishful thinking")]);

    [Fact]
    public void A_layer_that_the_model_does_not_have_is_named() =>
        Provoke(Rules.PlanUnusable, "SparseModel(\"weights/bad.npz\", Unrolling = Unrolling.None)", Source, [Weights(), Plan(Streamed, layer: "fc7")]);

    [Theory]
    [InlineData("", "found the end of the JSON text at byte offset 0; expected '{', the start of a plan")]
    [InlineData("{", "found the end of the JSON text at byte offset 1; expected a key in double quotes")]
    [InlineData("[]", "found byte 0x5b ('[') at byte offset 0; expected '{', the start of a plan")]
    [InlineData("{} 1", "expected only white space after the plan's object")]
    [InlineData("""{ "format": "sparsecompile-plan/3" }""", "found the format 'sparsecompile-plan/3'; expected 'sparsecompile-plan/2'")]
    [InlineData("{}", "found the format ''; expected 'sparsecompile-plan/2'")]
    [InlineData("""{ "models": [ { "layers": [ { "name": 3 } ] } ] }""", "expected the layer's name")]
    [InlineData("""{ "models": [ { "layers": [ { "nanoseconds": x } ] } ] }""", "expected nanoseconds")]
    public void A_malformed_plan_is_ignored_and_says_why(string text, string expected)
    {
        GeneratorRun run = Check(
            Rules.PlanUnusable, "SparseModel(\"weights/bad.npz\", Unrolling = Unrolling.None)", Source, [Weights(), Write("weights/bad.npz.sparseplan.json", Encoding.UTF8.GetBytes(text))]);

        run.Diagnostics.Single().GetMessage().ShouldContain(expected);
        run.Sources["Bad.g.cs"].ShouldContain("fc1: window permute, rows in order, 1 x 16 rows a window of 32");
    }

    [Fact]
    public void A_plan_chooses_the_kernel_whatever_the_estimates()
    {
        GeneratorRun without = GeneratorRun.Of(Usings + Source, Weights());
        GeneratorRun with = GeneratorRun.Of(Usings + Source, Weights(), Plan(Streamed));

        without.Sources["Bad.g.cs"].ShouldContain("fc1: window permute, rows in order, 1 x 16 rows a window of 32");
        with.Diagnostics.ShouldBeEmpty();
        with.Sources["Bad.g.cs"].ShouldContain("fc1: window permute, rows in order, 1 x 16 rows a window of 64, measured to be the fastest");
        with.CompilerProblems.ShouldBeEmpty();
    }

    [Fact]
    public void A_network_that_would_be_unrolled_is_not_where_a_plan_has_layers_of_their_own()
    {
        string source = Source.Replace(", Unrolling = Unrolling.None", "", StringComparison.Ordinal);

        GeneratorRun.Of(Usings + source, Weights()).Sources.Keys.ShouldContain("Bad.Network.g.cs");
        GeneratorRun.Of(Usings + source, Weights(), Plan(Streamed)).Sources.Keys.ShouldNotContain("Bad.Network.g.cs");
        GeneratorRun.Of(Usings + source, Weights(), Plan("register-permute/scope=network")).Sources.Keys.ShouldContain("Bad.Network.g.cs");
    }

    [Fact]
    public void Models_that_begin_with_the_same_file_have_hashes_of_their_own()
    {
        // One reads bad.npz alone, the other a second file too; the record lies beside bad.npz for both.
        const string Both = """
            [SparseModel("weights/bad.npz", Unrolling = Unrolling.None)]
            [Linear("fc1")]
            public static partial class Bad;
            [SparseModel("weights/bad.npz", "weights/more.npz", Unrolling = Unrolling.None)]
            [Linear("fc1"), Linear("fc3")]
            public static partial class Wide;
            """;
        WeightInput weights = Weights();
        WeightInput more = More(1);
        string own = Hash(weights), wide = WeightFile.Combine([WeightFile.Open(weights.Path, weights.LogicalName!), WeightFile.Open(more.Path, more.LogicalName!)]).ContentHash;
        WeightInput record = Record($$"""{ "format": "sparsecompile-plan/2", "weightsSha256": "{{own}}", "models": [ {{Choice("Bad", "")}}, {{Choice("Wide", wide)}} ] }""");
        GeneratorRun run = GeneratorRun.Of(Usings + Both, weights, more, record);
        run.Diagnostics.ShouldBeEmpty();
        run.Sources["Bad.g.cs"].ShouldContain("measured to be the fastest");
        run.Sources["Wide.g.cs"].ShouldContain("measured to be the fastest");

        // Another second file concerns that model alone.
        run = GeneratorRun.Of(Usings + Both, weights, More(2), record);
        run.Diagnostics.ShouldHaveSingleItem().GetMessage().ShouldContain("measured for weights with SHA-256 " + wide[..16]);
        run.Sources["Bad.g.cs"].ShouldContain("measured to be the fastest");
        run.Sources["Wide.g.cs"].ShouldNotContain("measured to be the fastest");

        // Measured for the one, the other is left to the estimates and nothing is said.
        record = Record($$"""{ "format": "sparsecompile-plan/2", "weightsSha256": "{{own}}", "models": [ {{Choice("Bad", "")}} ] }""");
        GeneratorRun.Of(Usings + Both, weights, More(1), record).Diagnostics.ShouldBeEmpty();
    }

    private WeightInput More(float value) => new NpzBuilder().Add("fc3.weight", [1, 2], 0, value).Write(Folder, "weights/more.npz");

    private WeightInput Record(string text) => Write("weights/bad.npz.sparseplan.json", Encoding.UTF8.GetBytes(text));

    private static string Hash(WeightInput input) => WeightFile.Open(input.Path, input.LogicalName!).ContentHash;

    private static string Choice(string model, string hash) =>
        $$"""{ "name": "{{model}}", {{(hash.Length > 0 ? $"\"weightsSha256\": \"{hash}\", " : "")}}"layers": [ { "name": "fc1", "kernel": "{{Streamed}}", "nanoseconds": 5 } ] }""";

    private WeightInput Weights() => WriteTwoLayers("weights/bad.npz");

    private WeightInput Plan(string kernel, string? hash = null, string layer = "fc1") => WritePlan("weights/bad.npz", "Bad", layer, kernel, hash);
}
