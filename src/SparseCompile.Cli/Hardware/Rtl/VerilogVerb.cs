using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Quantization.Calibration;
using SparseCompile.Compiler.Rtl.Stages;
using SparseCompile.Compiler.Rtl.Verilog;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Hardware.Rtl;

/// <summary>The verb <c>verilog</c>: writes the int8 models of a project as Verilog-2005, with test benches.</summary>
internal static class VerilogVerb
{
    private const string Help = """
        Writes each int8 model of a project as Verilog-2005: a module for each layer, AXI4-Stream ports, and a test bench that checks itself.

        Examples:
          sparsec hw verilog samples/App --output rtl
          sparsec hw verilog --model Spotter --target spatial --inferences 2 --json
          cd rtl/spotter && iverilog -g2005 -c sources.f -o test.vvp && vvp test.vvp
          cd rtl/spotter && verilator --lint-only -Wall --top-module spotter $(grep -v _tb.v sources.f)

        Exit codes: 0 for success, 1 for invalid input, 2 if the project has no such model or none in int8.
        """;

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("verilog", Help);
        ProjectOptions project = new(command);
        Option<string> output = new("--output", "-o") { Description = "The folder to write to: a folder in it for each model, replaced as a whole.", DefaultValueFactory = _ => "rtl" };
        Option<string> target = new("--target") { Description = "How rows are computed: 'streamed' (lanes, one non-zero a cycle each) or 'spatial' (a multiplier for each non-zero).", DefaultValueFactory = _ => "streamed" };
        Option<int> lanes = new("--lanes") { Description = "Lanes of each streamed stage, and of each k-winners stage: 1 to 1024.", DefaultValueFactory = _ => 16 };
        Option<int> inferences = new("--inferences") { Description = "Calibration inputs that the test bench runs, or inputs at random for a model without: 1 to 256.", DefaultValueFactory = _ => 4 };
        Option<bool> json = new("--json") { Description = "Prints what was written as JSON." };
        target.AcceptOnlyFromAmong("streamed", "spatial");
        lanes.Validators.Add(result => Check(result, lanes, 1024));
        inferences.Validators.Add(result => Check(result, inferences, CalibrationInputs.Maximum));
        command.Options.Add(output);
        command.Options.Add(target);
        command.Options.Add(lanes);
        command.Options.Add(inferences);
        command.Options.Add(json);
        command.SetAction(result => project.Run(result, (_, models) => Write(
            models,
            new VerilogOptions(
                result.GetValue(output)!,
                result.GetValue(target) == "spatial" ? RtlTarget.Spatial : RtlTarget.Streamed,
                result.GetValue(lanes),
                result.GetValue(inferences),
                result.GetValue(json)))));
        return command;
    }

    private static void Check(System.CommandLine.Parsing.OptionResult result, Option<int> option, int most)
    {
        int value = result.GetValue(option);
        if (value < 1 || value > most)
        {
            result.AddError($"{option.Name} is {value.ToString(CultureInfo.InvariantCulture)}; expected 1 to {most.ToString(CultureInfo.InvariantCulture)}.");
        }
    }

    private static int Write(IReadOnlyList<BoundDeclaration> models, VerilogOptions options)
    {
        BoundDeclaration[] integers = [.. models.Where(model => model.Declaration is ModelDeclaration { Precision: NumericPrecision.Int8 })];
        if (integers.Length == 0)
        {
            Console.Error.WriteLine($"None of the {models.Count.ToString(CultureInfo.InvariantCulture)} models is an int8 model; expected [SparseModel(..., Precision = Precision.Int8, Calibration = \"...\")].");
            return 2;
        }

        List<VerilogSummary> summaries = [.. integers.Select(model => Screen.WithProgress(model.Declaration.FullName, _ => VerilogFolder.Write(model, NameOf(model, integers), Quantize(model), options)))];
        if (options.Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(summaries, VerilogJson.Default.ListVerilogSummary));
            return 0;
        }

        foreach (VerilogSummary summary in summaries)
        {
            Console.WriteLine($"{summary.Model}: {summary.Folder}, {summary.Modules} modules, {summary.NonZeros} non-zeros, {summary.Target}; "
                + $"latency {summary.LatencyCycles} cycles, interval {summary.IntervalCycles}");
        }

        return 0;
    }

    /// <summary>The model's name where no other has it, else its full name.</summary>
    private static string NameOf(BoundDeclaration model, IEnumerable<BoundDeclaration> all)
    {
        bool isUnique = all.Count(other => string.Equals(other.Declaration.DisplayName, model.Declaration.DisplayName, StringComparison.OrdinalIgnoreCase)) == 1;
        return VerilogNames.Of(isUnique ? model.Declaration.DisplayName : model.Declaration.FullName).ToLowerInvariant();
    }

    private static QuantizedNetwork Quantize(BoundDeclaration model)
    {
        List<CompilerDiagnostic> diagnostics = [];
        return ModelCompiler.Quantize(model.Declaration, model.File!, model.Calibration, diagnostics)
            ?? throw new ProjectException($"{model.Declaration.FullName}: {diagnostics.Last().Message}");
    }
}
