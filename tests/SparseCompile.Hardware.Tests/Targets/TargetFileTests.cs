using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Hardware.Tests.Support;

namespace SparseCompile.Hardware.Tests.Targets;

/// <summary>Target files: the built-in ones, and what is wrong with others.</summary>
public sealed class TargetFileTests
{
    private const string Valid =
        """
        {"format": "sparsecompile-target/1", "name": "mine", "summary": "A target.", "dataflow": "streamed_rows", "zeros": "skip_weights", "weight_format": "csr",
         "data_types": {"weight_bits": 8, "activation_bits": 8, "accumulator_bits": 32}, "engine": {"lanes": 4}, "clock": {"megahertz": 100, "assumed": true}}
        """;

    [Fact]
    public void The_built_in_targets_are_those_of_the_documentation() => BuiltInTargets.All.Select(target => target.Name).ShouldBe(
        [
            "alveo-u250/dense", "alveo-u250/sparse-dense", "alveo-u250/sparse-sparse", "bitmap-inner-join", "complementary-rows", "complementary/sparse-dense", "complementary/sparse-sparse",
            "dense-systolic", "spatial", "streamed-csc", "streamed-csr", "two-of-four", "zcu104/dense", "zcu104/sparse-dense", "zcu104/sparse-sparse", "zu3eg/dense", "zu3eg/sparse-dense",
            "zu3eg/sparse-sparse",
        ]);

    [Fact]
    public void The_built_in_files_are_valid_by_the_schema_and_state_what_they_assume()
    {
        foreach (TargetFile file in BuiltInTargets.Files)
        {
            Schemas.Violations(Schemas.Target, file.Text).ShouldBeEmpty(file.Name);
            file.Read(out TargetFileError? error).ShouldAllBe(target => target.Assumptions.Count > 0);
            error.ShouldBeNull();
        }
    }

    [Fact]
    public void A_file_of_a_project_is_read()
    {
        Schemas.Violations(Schemas.Target, Valid).ShouldBeEmpty();
        HardwareTarget target = new TargetFile("mine.sparsetarget.json", Valid).Read(out _).ShouldHaveSingleItem();
        (target.Name, target.Engine.Lanes, target.ClockMegahertz, target.Dataflow).ShouldBe(("mine", 4, 100, Dataflow.StreamedRows));
    }

    [Theory]
    [InlineData("\"lanes\": 4", "\"lanes\": 0", "0 for lanes", "1 to 65536")]
    [InlineData("\"lanes\": 4", "\"lanes\": 4.5", "byte 0x34", "an integer")]
    [InlineData("\"lanes\": 4", "\"lanez\": 4", "member 'lanez'", "schema")]
    [InlineData("\"lanes\": 4", "\"lanes\": 4, \"lanes\": 4", "member 'lanes' twice", "once")]
    [InlineData("\"lanes\": 4", "\"lanes\": 4, \"rows\": 2", "with 2 rows", "systolic")]
    [InlineData("\"lanes\": 4", "\"lanes\": 4, \"queue\": 2", "a queue", "streamed_columns")]
    [InlineData("streamed_rows", "streamed", "'streamed' for a dataflow", "one of systolic")]
    [InlineData("skip_weights", "skip_weights_and_activations", "zeros 'skip_weights_and_activations'", "skip_weights")]
    [InlineData("\"mine\"", "\"Mine!\"", "'Mine!'", "lower-case")]
    [InlineData("\"mine\"", "\"spatial\"", "the name 'spatial', which another target has", "a name of its own")]
    [InlineData("sparsecompile-target/1", "sparsecompile-target/9", "another format", "sparsecompile-target/1")]
    [InlineData("\"summary\": \"A target.\", ", "", "no member 'summary'", "that member")]
    [InlineData("\"assumed\": true", "\"assumed\": false", "byte 0x66", "true")]
    [InlineData("\"engine\"", "\"copies\": 0, \"engine\"", "copies 0", "a chip")]
    [InlineData("}}", "}", "the end of the JSON text", "','")]
    [InlineData("}}", "}} x", "byte 0x78", "white space")]
    public void A_file_that_cannot_be_used_says_what_was_found_and_expected(string old, string replacement, string found, string expected)
    {
        TargetSet targets = new([new TargetFile("bad.sparsetarget.json", Valid.Replace(old, replacement, StringComparison.Ordinal))]);
        (string file, TargetFileError error) = targets.Errors.ShouldHaveSingleItem();
        file.ShouldBe("bad.sparsetarget.json");
        error.Found.ShouldContain(found);
        error.Expected.ShouldContain(expected);
        targets.All.Count.ShouldBe(BuiltInTargets.All.Count);
    }

    [Fact]
    public void No_prefix_of_a_file_and_no_changed_byte_throws()
    {
        for (int i = 0; i < Valid.Length; i++)
        {
            _ = new TargetSet([new TargetFile("a", Valid[..i])]).All;
            _ = new TargetSet([new TargetFile("a", Valid[..i] + "\u00e9" + Valid[(i + 1)..])]).All;
            _ = new TargetSet([new TargetFile("a", Valid[..i] + "9" + Valid[(i + 1)..])]).All;
        }
    }
}
