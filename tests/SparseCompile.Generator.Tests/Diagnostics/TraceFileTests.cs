using System.Text;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>Traces beside weight files: what they change, and what is said of those that cannot be used.</summary>
public sealed class TraceFileTests : DiagnosticTest
{
    private const string Model = """SparseModel("weights/bad.npz", Unrolling = Unrolling.None)""";
    private const string Source = "[" + Model + "]\n[Linear(\"fc1\")]\npublic static partial class Bad;";

    /// <summary>A layer of which columns of zero inputs are worth being skipped where nearly all are.</summary>
    private readonly WeightInput _weights;

    public TraceFileTests() => _weights = new NpzBuilder().Add("fc1.weight", [64, 256], Pruned(64 * 256, 4, 7)).Write(Folder, "weights/bad.npz");

    [Fact]
    public void A_layer_that_met_zeros_skips_them()
    {
        GeneratorRun without = GeneratorRun.Of(Usings + Source, _weights);
        GeneratorRun with = GeneratorRun.Of(Usings + Source, _weights, Trace("fc1", 980_000));

        without.Sources["Bad.g.cs"].ShouldContain("fc1: window permute");
        with.Diagnostics.ShouldBeEmpty();
        with.Sources["Bad.g.cs"].ShouldContain("fc1: sparse activations, columns of non-zero inputs");
        with.CompilerProblems.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_definition_states_comes_before_what_was_recorded()
    {
        string source = Source.Replace("Linear(\"fc1\")", "Linear(\"fc1\", InputSparsity = 0.01)", StringComparison.Ordinal);

        GeneratorRun.Of(Usings + source, _weights, Trace("fc1", 980_000)).Sources["Bad.g.cs"].ShouldContain("fc1: window permute");
    }

    [Fact]
    public void A_trace_of_another_model_is_none() => GeneratorRun.Of(Usings + Source, _weights, Trace("fc9", 980_000, model: "Other")).Diagnostics.ShouldBeEmpty();

    [Fact]
    public void A_trace_of_other_weights_is_ignored() => Provoke(Rules.TraceUnusable, Model, Source, [_weights, Trace("fc1", 980_000, new string('0', 64))]);

    [Fact]
    public void A_layer_that_the_model_does_not_have_is_named() =>
        Check(Rules.TraceUnusable, Model, Source, [_weights, Trace("fc7", 1)]).Diagnostics.Single().GetMessage().ShouldContain("found a layer 'fc7'; expected a layer of the model");

    [Theory]
    [InlineData("", "expected '{', the start of a trace")]
    [InlineData("{} 1", "expected only white space after the trace's object")]
    [InlineData("{}", "found the format ''; expected 'sparsecompile-trace/1'")]
    [InlineData("""{ "models": [ { "layers": [ { "inputZerosPpm": 1000001 } ] } ] }""", "found 1000001 parts per million; expected at most 1000000")]
    [InlineData("""{ "models": [ { "layers": [ { "inputZerosPpm": -1 } ] } ] }""", "expected parts per million")]
    [InlineData("""{ "models": [ { "samples": "many" } ] }""", "expected a number of inputs")]
    public void A_malformed_trace_is_ignored_and_says_why(string text, string expected)
    {
        GeneratorRun run = Check(Rules.TraceUnusable, Model, Source, [_weights, Record(text)]);

        run.Diagnostics.Single().GetMessage().ShouldContain(expected);
        run.Sources["Bad.g.cs"].ShouldContain("fc1: window permute");
    }

    private WeightInput Record(string text) => Write("weights/bad.npz.sparsetrace.json", Encoding.UTF8.GetBytes(text));

    private WeightInput Trace(string layer, int zeros, string? hash = null, string model = "Bad")
    {
        hash ??= WeightFile.Open(_weights.Path, _weights.LogicalName!).ContentHash;
        return Record($$"""
            {
              "format": "sparsecompile-trace/1", "weightsSha256": "{{hash}}", "inputs": "any.npz",
              "models": [ { "name": "{{model}}", "samples": 3, "layers": [ { "name": "{{layer}}", "inputZerosPpm": {{zeros}}, "outputZerosPpm": 0 } ] } ]
            }
            """);
    }
}
