using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Pruning.Patterns;

namespace SparseCompile.Cli.Estimates;

/// <summary>The command <c>estimate</c>: what a layer would take, by pattern and density.</summary>
internal static class EstimateCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    private static readonly Option<int> s_rows = new("--rows") { Description = "Outputs of a linear layer." };

    private static readonly Option<int> s_columns = new("--columns") { Description = "Inputs of a linear layer." };

    private static readonly Option<string[]> s_patterns = new("--pattern")
    {
        Description = "Patterns: dense, any, rows, n:32, 16x1, lines, complementary16, tiles16, with any numbers.",
        DefaultValueFactory = _ => ["rows", "n:32", "16x1"],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<double[]> s_densities = new("--density")
    {
        Description = "Shares of the weights that are kept.",
        DefaultValueFactory = _ => [0.25, 0.125, 0.0625],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> s_requests = new("--requests")
    {
        Description = "A JSON file of layers instead, or - for the standard input: {\"layers\": [{\"name\", \"rows\", \"columns\", \"pattern\", \"density\"}, ...]}. Convolutions have channels, height, width and kernel instead of columns.",
    };

    private static readonly Option<bool> s_isJson = new("--json") { Description = "Print JSON." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("estimate", """
            Estimates the time of a layer under patterns and densities, as the compiler does when it selects kernels.

            Examples:
              sparsec estimate --rows 1024 --columns 1024
              sparsec estimate --rows 1500 --columns 1600 --pattern rows 16x1 --density 0.05 0.1
              sparsec estimate --requests layers.json --json

            Exit codes: 0 for success, 1 for invalid input.
            """);
        foreach (Option option in (Option[])[s_rows, s_columns, s_patterns, s_densities, s_requests, s_isJson])
        {
            command.Options.Add(option);
        }

        command.SetAction(result => Verb.Run(result, console => Run(console, result)));
        return command;
    }

    private static int Run(ToolConsole console, ParseResult arguments)
    {
        List<EstimateRequest> requests = Requests(arguments);
        (EstimateRequest Request, LayerEstimate Estimate)[] found = console.Progress("Estimating", report => requests.Select((request, i) =>
        {
            report($"Estimating {request.Name}, {request.Pattern?.Word ?? PatternWords.Dense}: {i + 1} of {requests.Count}");
            return (request, LayerEstimator.Estimate(request.Shape, request.Pattern, request.Density));
        }).ToArray());
        console.Out.Write(arguments.GetValue(s_isJson) ? Json(found) : Table(found));
        return Verb.Success;
    }

    private static List<EstimateRequest> Requests(ParseResult arguments)
    {
        if (arguments.GetValue(s_requests) is { } path)
        {
            return EstimateRequest.ReadAll(path == "-" ? Console.In.ReadToEnd() : File.ReadAllText(path));
        }

        (int, int) shape = (arguments.GetValue(s_rows), arguments.GetValue(s_columns));
        return
        [
            EstimateRequest.Linear("layer", shape, PatternWords.Dense, 1),
            .. arguments.GetValue(s_patterns)!.Where(pattern => pattern != PatternWords.Dense)
                .SelectMany(pattern => arguments.GetValue(s_densities)!.Select(density => EstimateRequest.Linear("layer", shape, pattern, density))),
        ];
    }

    private static string Json((EstimateRequest Request, LayerEstimate Estimate)[] found) => JsonSerializer.Serialize(
        new
        {
            layers = found.Select(one => new
            {
                one.Request.Name,
                pattern = one.Request.Pattern?.Word ?? PatternWords.Dense,
                one.Request.Density,
                nanoseconds = Math.Round(one.Estimate.Nanoseconds, 1),
                denseNanoseconds = Math.Round(one.Estimate.DenseNanoseconds, 1),
                one.Estimate.NonZeros,
                one.Estimate.Kernel,
                patternFound = one.Estimate.Pattern,
            }),
        },
        s_json) + "\n";

    private static string Table((EstimateRequest Request, LayerEstimate Estimate)[] found) => string.Concat(found.Select(one => string.Create(
        CultureInfo.InvariantCulture,
        $"{one.Request.Name}  {one.Request.Pattern?.Word ?? PatternWords.Dense,-18} {one.Request.Density,8:0.#####} {one.Estimate.NonZeros,10:N0} non-zeros {one.Estimate.Nanoseconds / 1000,10:F2} us  {one.Estimate.Kernel}\n")));
}
