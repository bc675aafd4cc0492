using SparseCompile.Cli.Common;
using SparseCompile.Cli.Inspection.Advice;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Tensors;
using Spectre.Console;

namespace SparseCompile.Cli.Inspection.Terminal;

/// <summary>A layer on the terminal: where its non-zeros are, how they are spread, which kernels were considered, what would make it faster.</summary>
/// <param name="screen">Where to.</param>
internal sealed class LayerView(IAnsiConsole screen)
{
    private const int Margin = 4;
    private const int TallestPicture = 24;
    private const int Bins = 12;
    private const int MostCandidates = 12;

    /// <summary>Below that, estimates are no better than each other.</summary>
    private const double Faster = 1.05;

    /// <summary>Shows a layer with weights.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="advice">What patterns would bring.</param>
    public void Show(InspectedLayer layer, IReadOnlyList<PatternAdvice> advice)
    {
        screen.MarkupLineInterpolated($"[bold]{layer.Name}[/]  {layer.Operator}{(layer.Weighted is null ? "" : $" {layer.WeightShape}")}, {layer.InputShape} -> {layer.OutputShape}");
        if (layer.Matrix is not { } matrix)
        {
            screen.MarkupLineInterpolated($"  {layer.Plan.Reason}; {Figures.Time(layer.Nanoseconds)}");
            return;
        }

        Facts.Write(
            screen,
            ("non-zeros", $"{Figures.Count(layer.NonZeros)} of {Figures.Count(layer.DenseWeights)} ({Figures.Percent(layer.Density)}), {layer.PatternText}{layer.Removed}"),
            ("kernel", $"{layer.Plan.KernelId}: {layer.Plan.Reason}"),
            ("lanes", $"{Figures.Percent(layer.Plan.LaneUtilisation)} work; {Figures.Count(layer.Plan.Macs)} MACs; {Figures.Bytes(layer.Bytes)}"),
            ("estimate", $"{Figures.Time(layer.Nanoseconds)}; dense {Figures.Time(layer.DenseNanoseconds!.Value)}"));
        screen.WriteLine();
        if (matrix.NonZeros > 0)
        {
            ShowPicture(matrix);
            ShowHistogram("weights", Histogram.Of([.. matrix.Values.Select(value => (double)value)], Bins), isWhole: false);
            ShowHistogram("non-zeros per row", Histogram.OfIntegers(MatrixFigures.RowLengths(matrix), Bins), isWhole: true);
            ShowHistogram("non-zeros per column", Histogram.OfIntegers(MatrixFigures.ColumnLengths(matrix), Bins), isWhole: true);
        }

        ShowCandidates(layer);
        ShowAdvice(layer, advice);
    }

    private void ShowPicture(CsrMatrix matrix)
    {
        int across = Math.Min(matrix.Columns, screen.Profile.Width - Margin);
        int down = Math.Min(matrix.Rows, TallestPicture);
        double[,] cells = MatrixFigures.Densities(matrix, down, across);
        double most = cells.Cast<double>().Max();
        string cell = across == matrix.Columns && down == matrix.Rows
            ? "a character is a weight"
            : $"a character is {Figures.Number((double)matrix.Rows / down)} x {Figures.Number((double)matrix.Columns / across)} weights, full where {Figures.Percent(most)} are non-zero";
        screen.MarkupLineInterpolated($"where the non-zeros are: {matrix.Rows} rows (outputs) by {matrix.Columns} columns (inputs); {cell}");
        screen.WriteLine("  ┌" + new string('─', across) + "┐");
        for (int y = 0; y < down; y++)
        {
            string line = string.Concat(Enumerable.Range(0, across).Select(x => Bars.Shade(cells[y, x] / most)));
            screen.MarkupInterpolated($"  │[blue]{line}[/]│");
            screen.WriteLine();
        }

        screen.WriteLine("  └" + new string('─', across) + "┘");
        screen.WriteLine();
    }

    private void ShowHistogram(string title, Histogram histogram, bool isWhole)
    {
        screen.MarkupLineInterpolated($"[bold]{title}[/]");
        long most = histogram.Counts.Max();
        string[] labels = [.. Enumerable.Range(0, histogram.Counts.Count).Select(bin => Label(histogram, bin, isWhole))];
        int labelled = labels.Max(label => label.Length), counted = Figures.Count(most).Length;
        int width = Math.Max(10, screen.Profile.Width - labelled - counted - Margin - 2);
        for (int bin = 0; bin < labels.Length; bin++)
        {
            string bar = Bars.Bar((double)histogram.Counts[bin] / most, width);
            screen.MarkupLineInterpolated($"  {labels[bin].PadLeft(labelled)} [blue]{bar}[/] {Figures.Count(histogram.Counts[bin]).PadLeft(counted)}");
        }

        screen.WriteLine();
    }

    private static string Label(Histogram histogram, int bin, bool isWhole)
    {
        double from = histogram.From(bin), to = histogram.From(bin + 1);
        return !isWhole ? Figures.Number(from) : to - from <= 1 ? Figures.Number(from) : $"{Figures.Number(from)}-{Figures.Number(to - 1)}";
    }

    private void ShowCandidates(InspectedLayer layer)
    {
        KernelCandidate[] all = [.. layer.Weighted!.Candidates.OrderBy(candidate => candidate.Nanoseconds)];
        KernelCandidate[] shown = [.. all.Take(MostCandidates)];
        string more = all.Length > shown.Length ? $", the {shown.Length} fastest of {all.Length}" : "";
        screen.MarkupLineInterpolated($"[bold]candidates[/] by estimated time{more}");
        int named = Math.Min(shown.Max(candidate => candidate.Spec.Id.Length), screen.Profile.Width / 2);
        int width = Math.Max(8, screen.Profile.Width - named - 14);
        double most = shown.Max(candidate => candidate.Nanoseconds);
        foreach (KernelCandidate candidate in shown)
        {
            bool isChosen = candidate.Spec.Id == layer.Plan.KernelId;
            string name = candidate.Spec.Id.Length > named ? candidate.Spec.Id[..(named - 1)] + "…" : candidate.Spec.Id.PadRight(named);
            string bar = Bars.Bar(candidate.Nanoseconds / most, width);
            screen.Markup($"{(isChosen ? "[green]>[/]" : " ")} {Markup.Escape(name)} [{(isChosen ? "green" : "blue")}]{bar}[/] {Figures.Time(candidate.Nanoseconds),9}");
            screen.WriteLine();
        }

        screen.WriteLine();
    }

    private void ShowAdvice(InspectedLayer layer, IReadOnlyList<PatternAdvice> advice)
    {
        if (advice.Count == 0)
        {
            return;
        }

        screen.MarkupLineInterpolated($"[bold]what would make it faster[/]: as many weights, pruned in a pattern");
        Table table = Tables.Create(["pattern"], ["non-zeros", "of these kept", "of magnitude", "estimate", "speed"]);
        table.Columns[0].NoWrap();
        foreach (PatternAdvice item in advice)
        {
            string color = item.Ratio >= Faster ? "green" : "default";
            table.AddRow(
                Markup.Escape(item.Pattern), Figures.Count(item.NonZeros), Figures.Percent(item.Kept), Figures.Percent(item.Magnitude), Figures.Time(item.Nanoseconds), $"[{color}]{Figures.Ratio(item.Ratio)}[/]");
        }

        screen.Write(table);
        PatternAdvice? nearest = advice.FirstOrDefault(item => item.Ratio >= Faster);
        screen.WriteLine(nearest is null
            ? "None of these would make it faster."
            : $"The nearest that is faster is {nearest.Pattern}: it keeps {Figures.Percent(nearest.Magnitude)} of the weights' magnitude, and the layer by itself would run at {Figures.Ratio(nearest.Ratio)} the speed. Accuracy has to be trained back.");
    }
}
