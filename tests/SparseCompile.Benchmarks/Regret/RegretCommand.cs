namespace SparseCompile.Benchmarks.Regret;

/// <summary>The verb <c>regret</c>: how far the planner's choice is from the fastest way to compute a layer, over a grid of layers. Prints a document.</summary>
internal static class RegretCommand
{
    /// <summary>Measures the points whose name, as in "50000 x 50000, 30 a row, hypersparse, random", contains the filter, and prints Markdown; <paramref name="verbose"/> lists every candidate too, estimate and time, for whoever fits the cost table.</summary>
    public static int Run(string filter, bool verbose)
    {
        List<PointResult> results = [];
        foreach (GridPoint point in GridPoint.Grid.Where(point => point.Name.Contains(filter, StringComparison.Ordinal)))
        {
            results.Add(PointTimer.Measure(point, verbose));
            Console.Error.WriteLine(RegretDocument.Row(results[^1]));
        }

        if (results.Count == 0)
        {
            Console.Error.WriteLine($"No pattern of the grid contains '{filter}'.");
            return 2;
        }

        foreach (string line in RegretDocument.Lines(results))
        {
            Console.WriteLine(line);
        }

        return 0;
    }
}
