using SparseCompile.Conformance;
using SparseCompile.Conformance.Cases;
using SparseCompile.Conformance.Reports;
using SparseCompile.Conformance.Running;

return Run(args);

static int Run(string[] args)
{
    if (!Options.TryParse(args, out Options? options, out string? error))
    {
        Console.Error.WriteLine(error);
        return 1;
    }

    IReadOnlyList<ConformanceCase> cases = CaseFinder.Find(options!.Folders);
    if (cases.Count == 0)
    {
        Console.Error.WriteLine($"No model.onnx below {string.Join(", ", options.Folders)}.");
        return 1;
    }

    List<CaseResult> results = [];
    foreach (CaseResult result in new ConformanceRun(options.Tolerance).Run(cases))
    {
        results.Add(result);
        if (!options.IsJson)
        {
            Console.WriteLine(TextReport.Line(result));
        }
    }

    Console.WriteLine(options.IsJson ? JsonReport.Of(results) : TextReport.Summary(results));
    return results.Any(result => result.Outcome == Outcome.Failed) ? 1 : 0;
}
