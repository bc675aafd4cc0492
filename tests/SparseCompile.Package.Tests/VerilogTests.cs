using System.Text.Json;
using SparseCompile.Package.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests;

/// <summary>The command line's <c>hw verilog</c> on a user's project.</summary>
[Collection(nameof(PackageTests))]
public sealed class VerilogTests(ConsumerProject project) : IClassFixture<ConsumerProject>
{
    private const string Model =
        """
        using SparseCompile;

        namespace App;

        [SparseModel("weights/network.npz", Precision = Precision.Int8, Calibration = "weights/calibration.npz")]
        [Linear("fc1", Activation = Activation.Relu), Linear("fc2")]
        public static partial class Integers;
        """;

    [Fact]
    public void A_design_is_written_as_a_whole_and_replaced_as_a_whole()
    {
        WriteModel();

        DotNetResult written = project.Sparsec("hw", "verilog", ".", "--model", "Integers", "--output", "rtl", "--lanes", "2").ShouldSucceed();

        written.Lines.ShouldHaveSingleItem().ShouldStartWith("App.Integers: " + Path.Combine("rtl", "integers") + ", 3 modules");
        string[] files = [.. Directory.GetFiles(project.PathOf("rtl/integers")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        files.ShouldBe(
        [
            "integers.v", "integers_cycles.hex", "integers_inputs.hex", "integers_outputs.hex", "integers_s00_fc1.v", "integers_s01_fc2.v", "integers_tb.v", "sources.f",
        ]);

        project.Write("rtl/integers/left-over.v", [1]);
        DotNetResult again = project.Sparsec("hw", "verilog", ".", "--model", "Integers", "--output", "rtl", "--target", "spatial", "--json").ShouldSucceed();
        using JsonDocument json = JsonDocument.Parse(again.Output);
        json.RootElement[0].GetProperty("target").GetString().ShouldBe("spatial");
        json.RootElement[0].GetProperty("intervalCycles").GetInt32().ShouldBe(1);
        File.Exists(project.PathOf("rtl/integers/left-over.v")).ShouldBeFalse();
        Directory.GetDirectories(project.PathOf("rtl")).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_folder_that_is_no_design_is_left_alone()
    {
        WriteModel();
        project.Write("own/integers/precious.txt", [1]);

        DotNetResult refused = project.Sparsec("hw", "verilog", ".", "--model", "Integers", "--output", "own");

        refused.ExitCode.ShouldBe(1);
        refused.Lines.ShouldHaveSingleItem().ShouldContain("found a folder without sources.f");
        Directory.GetFileSystemEntries(project.PathOf("own")).ShouldHaveSingleItem();
        File.Exists(project.PathOf("own/integers/precious.txt")).ShouldBeTrue();
    }

    [Fact]
    public void Float_models_have_no_Verilog()
    {
        DotNetResult nothing = project.Sparsec("hw", "verilog", ".", "--model", "Network");
        nothing.ExitCode.ShouldBe(2);
        nothing.Lines.ShouldHaveSingleItem().ShouldContain("expected [SparseModel(..., Precision = Precision.Int8");
    }

    private void WriteModel()
    {
        project.Write("Integers.cs", System.Text.Encoding.UTF8.GetBytes(Model));
        project.Write("weights/calibration.npz", new NpzBuilder().Add("inputs", [2, 4], 1, 0, 9, 0, 4, 1, 1, 0).ToBytes());
    }
}
