using SparseCompile.Cli.Common;
using SparseCompile.Compiler.Diagnostics;
using Spectre.Console;

namespace SparseCompile.Cli.Inspection.Terminal;

/// <summary>A model on the terminal: its network as a tree, its layers as a table, what the compiler reports.</summary>
/// <param name="screen">Where to.</param>
internal sealed class ModelView(IAnsiConsole screen)
{
    /// <summary>From this width on the table has all columns.</summary>
    private const int Wide = 110;

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
        Tree tree = new(Markup.FromInterpolated($"input [dim]{model.Plan.Graph.Values[model.Plan.Graph.Input].Shape}[/]")) { Guide = TreeGuide.Line };
        int before = model.Plan.Graph.Input;
        foreach (InspectedLayer layer in model.Layers)
        {
            string sources = layer.Plan.Node.Inputs.SequenceEqual([before]) ? "" : $" [dim]reads {Markup.Escape(string.Join(", ", layer.Sources))}[/]";
            string weights = layer.Weighted is null ? "" : $" {Markup.Escape(layer.WeightShape)}, [green]{Figures.Percent(layer.Density)}[/]";
            string activation = layer.Plan.Node.Operator.Activation.Kind.ToString();
            string follows = activation is "None" or "" ? "" : " + " + activation;
            tree.AddNode($"[bold]{Markup.Escape(layer.Name)}[/] {Markup.Escape(layer.Operator)}{weights}{Markup.Escape(follows)} [dim]-> {Markup.Escape(layer.OutputShape)}[/]{sources}");
            before = layer.Plan.Node.Output;
        }

        screen.Write(tree);
    }

    private void ShowTable(InspectedModel model)
    {
        bool isWide = screen.Profile.Width >= Wide;
        Table table = isWide
            ? Tables.Create(["layer", "weights", "pattern", "kernel"], ["non-zeros", "density", "lanes", "bytes", "estimate", "dense"])
            : Tables.Create(["layer", "weights", "kernel"], ["density", "lanes", "estimate", "dense"]);
        foreach (TableColumn column in table.Columns.Where((_, i) => i != (isWide ? 3 : -1)))
        {
            column.NoWrap();
        }

        foreach (InspectedLayer layer in model.Layers)
        {
            table.AddRow([.. Cells(layer, isWide).Select(cell => new Markup(cell))]);
        }

        screen.Write(table);
    }

    private static IEnumerable<string> Cells(InspectedLayer layer, bool isWide)
    {
        bool hasWeights = layer.Weighted is not null;
        string If(string text) => hasWeights ? text : "";
        string color = layer.DenseNanoseconds >= layer.Nanoseconds ? "green" : "yellow";
        string[] start = [Markup.Escape(layer.Name), Markup.Escape(hasWeights ? layer.WeightShape : layer.OutputShape)];
        string[] end = [Figures.Time(layer.Nanoseconds), layer.DenseNanoseconds is { } dense ? $"[{color}]{Figures.Time(dense)}[/]" : ""];
        string density = If(Figures.Percent(layer.Density)), lanes = If(Figures.Percent(layer.Plan.LaneUtilisation));
        return isWide
            ? [.. start, Markup.Escape(layer.PatternText), Markup.Escape(layer.Plan.KernelId), If(Figures.Count(layer.NonZeros)), density, lanes, If(Figures.Bytes(layer.Bytes)), .. end]
            : [.. start, Markup.Escape(layer.Plan.KernelId.Split('/')[0]), density, lanes, .. end];
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
