namespace SparseCompile.Benchmarks.Regret.Convolutions;

/// <summary>The verb <c>regret conv</c>: how far the planner's choice is from the fastest way to compute a convolution, over a grid of them. Prints a section of the document.</summary>
internal static class ConvRegretCommand
{
    /// <summary>Measures the points whose name, as in "64 to 64, 3 x 3, image 14 x 14, random 25.0 %", contains the filter.</summary>
    public static int Run(string filter)
    {
        List<ConvResult> results = [];
        foreach (ConvPoint point in ConvPoint.Grid.Where(point => point.Name.Contains(filter, StringComparison.Ordinal)))
        {
            results.Add(ConvTimer.Measure(point));
            Console.Error.WriteLine(ConvDocument.Row(results[^1]));
        }

        if (results.Count == 0)
        {
            Console.Error.WriteLine($"No convolution of the grid contains '{filter}'.");
            return 2;
        }

        foreach (string line in ConvDocument.Lines(results))
        {
            Console.WriteLine(line);
        }

        return 0;
    }
}
