using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Cli.Hardware;

/// <summary>The verb <c>compare</c>: targets side by side.</summary>
internal static class CompareVerb
{
    private const string Description =
        """
        Compares targets side by side: cycles, utilization, bits, energy and throughput of each model.
        Figures with '~' depend on activations that are zero. The last column says where their densities are known from:
        declared by the model, traced from real inputs by 'sparsec trace', or the share of k-winners.
        Energy is an estimate by a 45 nm table, to compare designs; throughput is for the assumed clock rate.

        Examples:
          sparsec hw compare samples/KeywordSpotting --model RandomWinners
          sparsec hw compare . --target dense-systolic,two-of-four --json

        Exit codes: 0 for success, 1 for invalid input, 2 if the project has no such model.
        """;

    private static readonly string[] s_columns =
        ["target", "latency", "interval", "utilization", "MACs", "multipliers", "weight kbit", "packing", "moved kbit", "energy nJ", "LUTs", "copies", "per second", "densities"];

    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print JSON instead of tables." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("compare", Description);
        HardwareOptions project = new(command, "all");
        command.Options.Add(s_json);
        command.SetAction(result => project.Run(result, jobs => Compare(jobs, result.GetValue(s_json))));
        return command;
    }

    private static int Compare(IReadOnlyList<HardwareJob> jobs, bool isJson)
    {
        if (jobs.FirstOrDefault(job => MappedOperators.Problem(job.Source.Graph) is not null) is { } unmapped)
        {
            throw new ProjectException($"{unmapped.Name}: {MappedOperators.Problem(unmapped.Source.Graph)}.");
        }

        List<object> documents = [];
        foreach (HardwareJob job in jobs)
        {
            NetworkFigures[] figures = Screen.WithProgress(job.Name, report => job.Targets.Select((target, i) =>
            {
                NetworkFigures estimate = NetworkEstimator.Estimate(job.Source, target, ValueActivity.Stated(job.Source.Graph));
                report(i + 1, job.Targets.Count);
                return estimate;
            }).ToArray());
            if (isJson)
            {
                documents.Add(new { model = job.Name, targets = figures.Select(Document) });
            }
            else
            {
                Screen.Table($"{job.Name} ({Screen.Count(figures[0].Source.Graph.Nodes.Sum(node => node.Operator.NonZeroMacs))} non-zero MACs)", s_columns, figures.Select(Row));
            }
        }

        if (isJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(documents, s_options));
        }

        return 0;
    }

    private static string[] Row(NetworkFigures figures)
    {
        string about = figures.IsExact ? "" : "~";
        return
        [
            figures.Target.Name,
            about + Screen.Count(figures.LatencyCycles),
            about + Screen.Count(figures.IntervalCycles),
            about + Screen.PerCent(figures.UtilisationPpm),
            about + Screen.Count(figures.Macs.Actual),
            Screen.Count(figures.Multipliers),
            Screen.Count(figures.WeightBits / 1000),
            Screen.PerCent(Packing(figures)),
            about + Screen.Count(Moved(figures) / 1000),
            (figures.Energy.Total / 1_000_000m).ToString("N1", CultureInfo.InvariantCulture),
            Area.Luts(figures) is { } luts ? "~" + Screen.Count(luts) : "-",
            figures.Copies == 0 ? "does not fit" : Screen.Count(figures.Copies),
            about + Screen.Count(figures.PerSecond(figures.Copies)),
            figures.IsExact ? "exact" : string.Join(", ", figures.ActivityBases),
        ];
    }

    private static object Document(NetworkFigures figures) => new
    {
        target = figures.Target.Name,
        exact = figures.IsExact,
        density_basis = figures.ActivityBases,
        latency_cycles = figures.LatencyCycles,
        interval_cycles = figures.IntervalCycles,
        utilization_ppm = figures.UtilisationPpm,
        macs = figures.Macs.Actual,
        multipliers = figures.Multipliers,
        weight_bits = figures.WeightBits,
        packing_ppm = Packing(figures),
        moved_bits = Moved(figures),
        energy_estimate_femtojoule = figures.Energy.Total,
        luts_estimate = Area.Luts(figures),
        copies = figures.Copies,
        inferences_per_second = figures.PerSecond(figures.Copies),
    };

    /// <summary>Non-zeros in a million stored places, as reached by this network's masks.</summary>
    private static long Packing(NetworkFigures figures)
    {
        long stored = figures.Operators.Sum(op => op.Placement?.StoredWords ?? 0);
        long nonZeros = figures.Operators.Sum(op => op.Node.Operator is MatrixOperator matrix ? matrix.Weights.NonZeros : 0L);
        return stored == 0 ? 0 : 1_000_000 * nonZeros / stored;
    }

    private static long Moved(NetworkFigures figures) =>
        figures.Operators.Sum(op => op.Effective.WeightBits + op.Effective.ActivationReadBits + op.Effective.ActivationWriteBits);
}

/// <summary>Area, for the targets of which it is known from synthesis.</summary>
internal static class Area
{
    /// <summary>LUTs of a 7-series part for a non-zero of the spatial target, as yosys counted them.</summary>
    private const long LutsPerNonZero = 37;

    /// <summary>LUTs for a layer of the streamed target, whatever its density.</summary>
    private const long LutsPerStreamedLayer = 2_200;

    /// <summary>An estimate; null where nothing is known.</summary>
    public static long? Luts(NetworkFigures figures)
    {
        long layers = figures.Operators.Count(op => op.Placement is not null);
        return figures.Target.Dataflow switch
        {
            Dataflow.Spatial => figures.Multipliers * LutsPerNonZero,
            Dataflow.StreamedRows => layers * LutsPerStreamedLayer,
            _ => null,
        };
    }
}
