using SparseCompile.Cli.Common;
using SparseCompile.Compiler.Diagnostics;
using Spectre.Console;

namespace SparseCompile.Cli.Inspection.Terminal;

/// <summary>A model on the terminal: its network as a tree, its layers as a table, what the compiler reports.</summary>
/// <param name="screen">Where to.</param>
internal sealed class ModelView(IAnsiConsole screen)
{
    /// <summary>From this width on the table has all columns.</summary>
    private const int Wide = 118;

    /// <summary>From this width on it has more space between them.</summary>
    private const int Spacious = 150;

    /// <summary>Names are not broken into shorter pieces.</summary>
    private const int LeastName = 14;

    /// <summary>Shows a model.</summary>
    public void Show(InspectedModel model)
    {
        ShowHeader(model);
        ShowTree(model);
        screen.WriteLine();
        ShowTable(model);
        foreach (CompilerDiagnostic diagnostic in model.Diagnostics.Where(diagnostic => diagnostic.Rule.Severity != RuleSeverity.Info))
        {
            screen.MarkupLineInterpolated($"[yellow]{diagnostic.Rule.Id}[/] {diagnostic.Message}");
        }
    }

    private void ShowHeader(InspectedModel model)
    {
        screen.MarkupLineInterpolated($"[bold]{model.Name}[/]");
        Facts.Write(
            screen,
            [
                .. model.File.Parts.Select(part => ("weights", $"{part.LogicalName} (SHA-256 {part.ContentHash[..12]}...)")),
                ("non-zeros", $"{Figures.Count(model.NonZeros)} of {Figures.Count(model.DenseWeights)} weights ({Figures.Percent(Share(model.NonZeros, model.DenseWeights))})"),
                ("MACs", $"{Figures.Count(model.Macs)} executed of {Figures.Count(model.DenseMacs)} ({Figures.Percent(Share(model.Macs, model.DenseMacs))}){(model.Plan.IsCounting ? ", fewer where inputs are zero" : "")}"),
                ("estimate", $"{Figures.Time(model.Nanoseconds)}; dense {Figures.Time(model.DenseNanoseconds)} ({Figures.Ratio(model.DenseNanoseconds / Math.Max(model.Nanoseconds, 1e-9))})"),
                ("memory", $"{Figures.Bytes(model.Bytes)} of weights and indices; {Figures.Bytes(model.Kernels.PeakBytes)} of activations"),
                ("kernels", $"{(model.Choices is null ? "by estimate" : "from the tuning record beside the weights")}{(model.Plan.IsFused ? ", one unrolled kernel for the network" : "")}"),
            ]);
        screen.WriteLine();
    }

    private void ShowTree(InspectedModel model)
    {
        IEnumerable<string> inputs = model.Plan.Graph.Inputs.Select(input => model.Plan.Graph.Values[input])
            .Select(value => $"input{(value.Name == "input" ? "" : " " + Markup.Escape(value.Name))} [dim]{Markup.Escape(value.Shape.ToString())}[/]");
        Tree tree = new(new Markup(string.Join(", ", inputs))) { Guide = TreeGuide.Line };
        int before = model.Plan.Graph.Input;
        foreach (InspectedLayer layer in model.Layers)
        {
            string sources = layer.Plan.Node.Inputs.SequenceEqual([before]) ? "" : $" [dim]{Markup.Escape(Sources(layer))}[/]";
            string weights = layer.Weighted is null ? "" : $" {Markup.Escape(layer.WeightShape)}, [green]{Figures.Percent(layer.Density)}[/]";
            string activation = layer.Plan.Node.Operator.Activation.Kind.ToString();
            string follows = activation is "None" or "" ? "" : " + " + activation;
            tree.AddNode($"[bold]{Markup.Escape(layer.Name)}[/] {Markup.Escape(layer.Operator)}{weights}{Markup.Escape(follows)} [dim]-> {Markup.Escape(layer.OutputShape)}[/]{sources}");
            before = layer.Plan.Node.Output;
        }

        screen.Write(tree);
    }

    private static string Sources(InspectedLayer layer) => layer.Plan.Node.Inputs.Count == 0 ? "reads nothing" : "reads " + string.Join(", ", layer.Sources);

    private void ShowTable(InspectedModel model)
    {
        bool isWide = screen.Profile.Width >= Wide, isSpacious = screen.Profile.Width >= Spacious;
        string[] words = isWide ? ["layer", "weights", "pattern", "kernel"] : ["layer", "weights", "kernel"];
        string[] numbers = isWide ? ["non-zeros", "density", "lanes", "bytes", "estimate", "dense"] : ["density", "lanes", "estimate", "dense"];
        Table table = Tables.Create(words, numbers);
        foreach (TableColumn column in table.Columns)
        {
            column.NoWrap();
            column.Padding = isSpacious ? column.Padding : new Padding(0, 0, 1, 0);
        }

        string[][] rows = [.. model.Layers.Select(layer => Cells(layer, isWide, isSpacious).ToArray())];
        Fit(rows, [.. words, .. numbers], kernel: isWide ? 3 : 2, gap: isSpacious ? 3 : 2);
        foreach ((string[] row, InspectedLayer layer) in rows.Zip(model.Layers))
        {
            string color = layer.DenseNanoseconds >= layer.Nanoseconds ? "green" : "yellow";
            table.AddRow([.. row[..^1].Select(cell => new Markup(Markup.Escape(cell))), new Markup($"[{color}]{Markup.Escape(row[^1])}[/]")]);
        }

        screen.Write(table);
    }

    /// <summary>Breaks names of kernels, patterns and layers where the table is too wide, and nothing else: figures stay whole.</summary>
    /// <param name="rows">The cells.</param>
    /// <param name="titles">The titles.</param>
    /// <param name="kernel">The column of kernels; before it are patterns, in a wide table, and layers are the first.</param>
    /// <param name="gap">Blanks between columns.</param>
    private void Fit(string[][] rows, string[] titles, int kernel, int gap)
    {
        int WidthOf(int column) => rows.SelectMany(row => row[column].Split('\n')).Append(titles[column]).Max(cell => cell.Length);
        foreach (int column in new[] { kernel, kernel - 1, 0 }.Distinct())
        {
            int others = Enumerable.Range(0, titles.Length).Where(other => other != column).Sum(WidthOf);
            int room = Math.Max(LeastName, screen.Profile.Width - others - (gap * titles.Length) - 1);
            foreach (string[] row in rows)
            {
                row[column] = Broken(row[column], room);
            }
        }
    }

    /// <summary>A name in lines of a width, broken behind a mark where there is one.</summary>
    private static string Broken(string name, int width)
    {
        List<string> lines = [];
        while (name.Length > width)
        {
            int mark = name.LastIndexOfAny(['/', '.', '_', '-', ' '], width - 1);
            int end = mark > 0 ? mark + 1 : width;
            lines.Add(name[..end]);
            name = name[end..];
        }

        return string.Join('\n', [.. lines, name]);
    }

    private static IEnumerable<string> Cells(InspectedLayer layer, bool isWide, bool isSpacious)
    {
        bool hasWeights = layer.Weighted is not null;
        string If(string text) => hasWeights ? text : "";
        string shape = (hasWeights ? layer.WeightShape : layer.OutputShape).Replace(" x ", isSpacious ? " x " : "x", StringComparison.Ordinal);
        string[] end = [Figures.Time(layer.Nanoseconds), layer.DenseNanoseconds is { } dense ? Figures.Time(dense) : ""];
        string density = If(Figures.Percent(layer.Density)), lanes = If(Figures.Percent(layer.Plan.LaneUtilisation));
        return isWide
            ? [layer.Name, shape, layer.PatternText, layer.Plan.KernelId, If(Figures.Count(layer.NonZeros)), density, lanes, If(Figures.Bytes(layer.Bytes)), .. end]
            : [layer.Name, shape, layer.Plan.KernelId.Split('/')[0], density, lanes, .. end];
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
