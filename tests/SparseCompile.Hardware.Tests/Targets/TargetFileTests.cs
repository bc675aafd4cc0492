using System.Text.Json.Nodes;
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
    [InlineData("\"lanes\": 4", "\"lanes\": 0", "line 2, column 102 (engine.lanes)", "0 for lanes", "1 to 65536")]
    [InlineData("\"lanes\": 4", "\"lanes\": -4", "line 2, column 102 (engine.lanes)", "byte 0x2d", "an integer")]
    [InlineData("\"lanes\": 4", "\"lanes\": 4.5", "line 2, column 102 (engine.lanes)", "byte 0x34", "an integer")]
    [InlineData("\"lanes\": 4", "\"lanes\": \"4\"", "line 2, column 102 (engine.lanes)", "byte 0x22", "lanes")]
    [InlineData("\"lanes\": 4", "\"lanes\": NaN", "line 2, column 102 (engine.lanes)", "byte 0x4e", "lanes")]
    [InlineData("\"lanes\": 4", "\"lanes\": 99999999999999999999", "line 2, column 102 (engine.lanes)", "byte 0x39", "0 to 9223372036854775807")]
    [InlineData("\"lanes\": 4", "\"lanes\": 65537", "line 2, column 102 (engine.lanes)", "65537 for lanes", "1 to 65536")]
    [InlineData("\"lanes\": 4", "\"lanez\": 4", "line 2, column 102 (engine.lanez)", "member 'lanez'", "schema")]
    [InlineData("\"lanes\": 4", "\"lanes\": 4, \"lanes\": 4", "line 2, column 114 (engine.lanes)", "member 'lanes' twice", "once")]
    [InlineData("\"lanes\": 4", "", "line 2, column 92 (engine)", "no member 'lanes' in an engine", "that member")]
    [InlineData("{\"lanes\": 4}", "[4]", "line 2, column 92 (engine)", "byte 0x5b", "an engine")]
    [InlineData("\"lanes\": 4", "\"lanes\": 4, \"rows\": 2", "line 2, column 113 (engine.rows)", "with 2 rows", "systolic")]
    [InlineData("\"lanes\": 4", "\"lanes\": 4, \"queue\": 2", "(engine.queue)", "a queue", "streamed_columns")]
    [InlineData("streamed_rows", "streamed", "line 1, column 90 (dataflow)", "'streamed' for a dataflow", "one of systolic")]
    [InlineData("streamed_rows", "inner_join", "(zeros)", "zeros 'skip_weights'", "zeros skip_weights_and_activations")]
    [InlineData("skip_weights", "skip_weights_and_activations", "line 1, column 116 (zeros)", "zeros 'skip_weights_and_activations'", "skip_weights")]
    [InlineData("\"mine\"", "\"Mine!\"", "line 1, column 46 (name)", "'Mine!'", "lower-case")]
    [InlineData("\"mine\"", "\"spatial\"", "line 1, column 46 (name)", "the name 'spatial', which another target has", "a name of its own")]
    [InlineData("sparsecompile-target/1", "sparsecompile-target/9", "line 1, column 12 (format)", "another format", "sparsecompile-target/1")]
    [InlineData("\"summary\": \"A target.\", ", "", "line 1, column 1", "no member 'summary'", "that member")]
    [InlineData("\"assumed\": true", "\"assumed\": false", "(clock.assumed)", "byte 0x66", "true")]
    [InlineData("\"engine\"", "\"copies\": 0, \"engine\"", "(copies)", "copies 0", "a chip")]
    [InlineData("\"engine\"", "\"weights\": {\"bits\": true}, \"engine\"", "(weights.bits)", "byte 0x74", "bits of a memory")]
    [InlineData("\"engine\"", "\"weights\": null, \"engine\"", "(weights)", "byte 0x6e", "a memory")]
    [InlineData("\"engine\"", "\"variants\": [{\"name\": \"a\"}, {\"name\": \"a\"}], \"engine\"", "(variants[1].name)", "a second variant 'a'", "different names")]
    [InlineData("\"engine\"", "\"variants\": [{\"name\": \"a\", \"zeros\": \"gate\"}], \"engine\"", "(variants[0].zeros)", "zeros 'gate'", "skip_weights")]
    [InlineData("}}", "}", "line 2, column 150", "the end of the JSON text", "','")]
    [InlineData("}}", "}} x", "line 2, column 152", "byte 0x78", "white space")]
    public void A_file_that_cannot_be_used_says_where_what_was_found_and_expected(string old, string replacement, string place, string found, string expected)
    {
        TargetSet targets = new([new TargetFile("bad.sparsetarget.json", Valid.Replace(old, replacement, StringComparison.Ordinal))]);
        (string file, TargetFileError error) = targets.Errors.ShouldHaveSingleItem();
        file.ShouldBe("bad.sparsetarget.json");
        error.Place.ShouldEndWith(place);
        error.Found.ShouldContain(found);
        error.Expected.ShouldContain(expected);
        targets.All.Count.ShouldBe(BuiltInTargets.All.Count);
    }

    [Fact]
    public void A_second_file_of_a_name_and_a_huge_file_are_refused_as_a_whole()
    {
        string huge = Valid + new string(' ', TargetFile.MostCharacters);
        TargetSet targets = new([new TargetFile("a.sparsetarget.json", Valid), new TargetFile("b.sparsetarget.json", Valid), new TargetFile("c.sparsetarget.json", huge)]);
        targets.All.Count(target => target.Name == "mine").ShouldBe(1);
        targets.Errors.Select(error => error.File).ShouldBe(["b.sparsetarget.json", "c.sparsetarget.json"]);
        targets.Errors[0].Error.ShouldBe(new TargetFileError("line 1, column 46 (name)", "the name 'mine', which another target has", "a name of its own"));
        targets.Errors[1].Error.Expected.ShouldBe("at most 1048576");
    }

    /// <summary>What the reader takes is valid by the schema, and what the schema takes is refused for a contradiction between members at most.</summary>
    [Fact]
    public void The_reader_and_the_schema_agree_on_changed_files()
    {
        string[] values = ["null", "true", "-1", "0", "1", "2.5", "4097", "70000", "\"\"", "\"gate\"", "\"dense\"", "[]", "[1]", "{}", "{\"surprise\": 1}"];
        Random random = new(5);
        int refused = 0;
        foreach (string text in BuiltInTargets.Files.Select(file => file.Text).Append(Valid))
        {
            for (int i = 0; i < 150; i++)
            {
                JsonObject changed = JsonNode.Parse(text)!.AsObject();
                JsonObject[] objects = [.. Objects(changed)];
                JsonObject parent = objects[random.Next(objects.Length)];
                string[] keys = [.. parent.Select(member => member.Key)];
                string key = random.Next(8) == 0 || keys.Length == 0 ? "lanez" : keys[random.Next(keys.Length)];
                bool isRemoved = random.Next(6) == 0 && parent.Remove(key);
                if (!isRemoved)
                {
                    parent[key] = JsonNode.Parse(values[random.Next(values.Length)]);
                }

                string json = changed.ToJsonString();
                bool isValid = Schemas.Violations(Schemas.Target, json).Count == 0;
                new TargetFile("changed", json).Read(out TargetFileError? error);
                refused += error is null ? 0 : 1;
                bool isContradiction = error is not null && (error.Found.Contains("dataflow '") || error.Found.StartsWith("copies 0") || error.Found.StartsWith("a second variant"));
                (error is null || isContradiction).ShouldBe(isValid, $"{error}\n{json}");
            }
        }

        refused.ShouldBeInRange(500, 1700);
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

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject found => found.SelectMany(member => Objects(member.Value)).Prepend(found),
        JsonArray array => array.SelectMany(Objects),
        _ => [],
    };
}
