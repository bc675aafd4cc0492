using System.Text.Json.Serialization;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Quantization.Calibration;
using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Compiler.Rtl.Stages;
using SparseCompile.Compiler.Rtl.Timing;
using SparseCompile.Compiler.Rtl.Verilog;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Hardware.Rtl;

/// <summary>What to write.</summary>
/// <param name="Output">The folder.</param>
/// <param name="Target">How rows are computed.</param>
/// <param name="Lanes">Lanes.</param>
/// <param name="Inferences">Inputs of the test bench.</param>
/// <param name="Json">Print JSON.</param>
internal sealed record VerilogOptions(string Output, RtlTarget Target, int Lanes, int Inferences, bool Json);

/// <summary>What was written.</summary>
/// <param name="Model">Full name of the model.</param>
/// <param name="Folder">Where.</param>
/// <param name="Target">The target.</param>
/// <param name="Modules">Verilog modules, without the test bench.</param>
/// <param name="NonZeros">Weights that are multiplied.</param>
/// <param name="LatencyCycles">Cycles from reset to the last beat of the first inference.</param>
/// <param name="IntervalCycles">Cycles between inferences back to back.</param>
// Parameters: a member of the JSON each.
internal sealed record VerilogSummary(string Model, string Folder, string Target, int Modules, long NonZeros, long LatencyCycles, long IntervalCycles);

/// <summary>The JSON of <c>--json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(List<VerilogSummary>))]
internal sealed partial class VerilogJson : JsonSerializerContext;

/// <summary>Writes the design of one model to a folder of its own: beside it first, then in one step.</summary>
internal static class VerilogFolder
{
    /// <summary>Inferences after which the interval is taken.</summary>
    private const int TimedInferences = 4;

    /// <summary>The list of a design's files, by which a folder is known to be one.</summary>
    private const string SourcesName = "sources.f";

    /// <summary>Writes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">What its folder and its top module are called.</param>
    /// <param name="network">Its integers.</param>
    /// <param name="options">What to write.</param>
    /// <exception cref="ProjectException">The network has no form in hardware, or its calibration inputs cannot be read any more.</exception>
    public static VerilogSummary Write(BoundDeclaration model, string name, QuantizedNetwork network, VerilogOptions options)
    {
        try
        {
            StageGraph graph = StageBuilder.Build(network, name, options.Target, options.Lanes);
            IReadOnlyList<RtlFile> design = RtlFiles.Design(graph);
            RtlFile[] files = [.. design, .. RtlFiles.Test(graph, network, Inputs(model, network, options.Inferences)), Sources(design, name)];
            string folder = Path.Combine(options.Output, name);
            Replace(folder, files);
            long[] cycles = RtlTiming.OutputCycles(graph, TimedInferences);
            int beats = graph.Streams[graph.Output].Beats;
            long nonZeros = network.Nodes.OfType<QuantizedLayer>().Sum(layer => (long)layer.Weights.NonZeros);
            return new VerilogSummary(
                model.Declaration.FullName, folder, options.Target.ToString().ToLowerInvariant(), design.Count, nonZeros, cycles[beats - 1] + 1, cycles[^1] - cycles[^(beats + 1)]);
        }
        catch (StageException exception)
        {
            throw new ProjectException($"{model.Declaration.FullName}: {exception.Message}.");
        }
    }

    private static IReadOnlyList<sbyte[]> Inputs(BoundDeclaration model, QuantizedNetwork network, int count)
    {
        if (model.Calibration is not { } calibration)
        {
            // The file states all scales. Any integers test the design: the expected outputs are those of the reference.
            Random random = new(count);
            return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, network.Graph.InputLength).Select(_ => (sbyte)random.Next(-128, 128)).ToArray())];
        }

        CalibrationInputs inputs = CalibrationInputs.Read(calibration, network.Graph.Values[network.Graph.Input].Shape, null, [])
            ?? throw new ProjectException($"{model.Declaration.FullName}: '{calibration.LogicalName}' cannot be read any more.");
        return [.. Enumerable.Range(0, count).Select(i => network.QuantizeInput(inputs[i % inputs.Count].Select(value => (float)value)))];
    }

    private static RtlFile Sources(IReadOnlyList<RtlFile> design, string name) => new(SourcesName, string.Concat(design.Select(file => file.Name + "\n")) + name + "_tb.v\n");

    /// <summary>Nothing half-written stays behind: the new folder takes the place of the old one when it is complete.</summary>
    private static void Replace(string folder, IEnumerable<RtlFile> files)
    {
        string full = Path.GetFullPath(folder), fresh = full + ".new", old = full + ".old";
        if (Directory.Exists(full) && !File.Exists(Path.Combine(full, SourcesName)))
        {
            throw new ProjectException($"'{folder}' cannot be replaced: found a folder without {SourcesName}; expected none, or one that this tool wrote.");
        }

        Delete(fresh);
        Delete(old);
        try
        {
            Directory.CreateDirectory(fresh);
            foreach (RtlFile file in files)
            {
                File.WriteAllText(Path.Combine(fresh, file.Name), file.Text);
            }

            if (Directory.Exists(full))
            {
                Directory.Move(full, old);
            }

            Directory.Move(fresh, full);
            Delete(old);
        }
        finally
        {
            Delete(fresh);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
