using System.Globalization;
using System.Text;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware.Export;

/// <summary>Writes a target and the layers of a network as input of Timeloop with Sparseloop, YAML of version 0.4.</summary>
public static class SparseloopWriter
{
    private const string Version = "0.4";
    private const string Rows = "M", Columns = "C, R, S";
    private const int RegisterDepth = 4;

    /// <summary>The files: the architecture, its sparse optimisations, and a problem for each layer with weights.</summary>
    public static IReadOnlyList<(string Name, string Text)> Write(Graph graph, HardwareTarget target)
    {
        List<(string, string)> files = [("arch.yaml", Architecture(target)), ("sparse_opt.yaml", SparseOptimizations(target))];
        ValueActivity activity = ValueActivity.Stated(graph);
        int number = 0;
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is MatrixOperator matrix)
            {
                files.Add((FormattableString.Invariant($"problem_{++number:D2}.yaml"), Problem(node, matrix, activity)));
            }
        }

        return files;
    }

    private static string Architecture(HardwareTarget target)
    {
        StringBuilder yaml = new();
        decimal nanoseconds = 1_000m / target.ClockMegahertz;
        Line(yaml, 0, $"# Target {target.Name}: the clock rate is assumed.");
        Line(yaml, 0, "architecture:");
        Line(yaml, 1, $"version: {Version}");
        Line(yaml, 1, "nodes:");
        Container(yaml, "system", null);
        Line(yaml, 2, "attributes: {technology: \"45nm\", global_cycle_seconds: " + nanoseconds.ToString("0.0##", CultureInfo.InvariantCulture) + "e-9}");
        Component(yaml, "DRAM", "DRAM", $"{{width: 64, datawidth: {target.WeightBits}}}");
        Component(yaml, "Buffer", "SRAM", $"{{depth: {Depth(target)}, width: {Width(target)}, datawidth: {target.WeightBits}{Metadata(target, Depth(target), Width(target) / target.WeightBits)}}}");
        Container(yaml, "PE", FormattableString.Invariant($"{{meshX: {target.Engine.Lanes * target.Engine.MacsPerLane}, meshY: {target.Engine.Rows}}}"));
        Component(yaml, "Registers", "regfile", $"{{depth: {RegisterDepth}, width: {target.AccumulatorBits}, datawidth: {target.WeightBits}{Metadata(target, RegisterDepth, 1)}}}");
        Component(yaml, "MAC", "intmac", $"{{multiplier_width: {target.WeightBits}, adder_width: {target.AccumulatorBits}}}");
        return yaml.ToString();
    }

    private static string SparseOptimizations(HardwareTarget target)
    {
        StringBuilder yaml = new();
        Line(yaml, 0, $"# Target {target.Name}: zeros {DataflowNames.Of(target.Zeros)}, weights as {target.WeightFormat}.");
        Line(yaml, 0, "sparse_optimizations:");
        Line(yaml, 1, $"version: {Version}");
        (string Format, string Dimensions)[] ranks = Ranks(target.WeightFormat);
        if (ranks.Length == 0 && target.Zeros == ZeroHandling.None)
        {
            Line(yaml, 1, "targets: []");
            return yaml.ToString();
        }

        Line(yaml, 1, "targets:");
        foreach (string memory in new[] { "Buffer", "Registers" }.Where(_ => ranks.Length > 0))
        {
            Line(yaml, 1, $"- target: {memory}");
            Line(yaml, 2, "representation_format:");
            Line(yaml, 3, "data_spaces:");
            Line(yaml, 3, "- name: Weights");
            Line(yaml, 4, "ranks:");
            foreach ((string format, string dimensions) in ranks)
            {
                Line(yaml, 4, $"- {{format: {format}, flattened_rankIDs: [[{dimensions}]]}}");
            }

            Actions(yaml, target, memory);
        }

        if (target.Zeros == ZeroHandling.Gate)
        {
            Line(yaml, 1, "- target: MAC");
            Line(yaml, 2, "compute_optimization: {type: gating}");
        }

        return yaml.ToString();
    }

    private static void Actions(StringBuilder yaml, HardwareTarget target, string memory)
    {
        if (memory != "Registers" || target.Zeros is ZeroHandling.None or ZeroHandling.Gate)
        {
            return;
        }

        Line(yaml, 2, "action_optimization:");
        Line(yaml, 2, "- type: skipping");
        Line(yaml, 3, "options:");
        Line(yaml, 3, "- target: Inputs");
        Line(yaml, 4, "condition_on: [Weights]");
        if (target.Zeros == ZeroHandling.SkipBoth)
        {
            Line(yaml, 3, "- target: Weights");
            Line(yaml, 4, "condition_on: [Inputs]");
        }
    }

    private static string Problem(Node node, MatrixOperator matrix, ValueActivity activity)
    {
        StringBuilder yaml = new();
        Conv? conv = matrix as Conv;
        (int outputs, int channels, int y, int x) = conv is null ? (matrix.Outputs, matrix.Inputs, 1, 1) : (matrix.Outputs, conv.Input.Channels, conv.Window.Y.Kernel, conv.Window.X.Kernel);
        (int strideY, int strideX) = conv is null ? (1, 1) : (conv.Window.Y.Stride, conv.Window.X.Stride);
        (int dilationY, int dilationX) = conv is null ? (1, 1) : (conv.Window.Y.Dilation, conv.Window.X.Dilation);
        Line(yaml, 0, "# Layer " + new string([.. node.Name.Select(c => c is >= ' ' and <= '~' ? c : '?')]));
        Line(yaml, 0, "problem:");
        Line(yaml, 1, $"version: {Version}");
        Line(yaml, 1, "shape:");
        Line(yaml, 2, "name: layer");
        Line(yaml, 2, "dimensions: [M, C, R, S, P, Q]");
        Line(yaml, 2, "coefficients:");
        foreach ((string name, int value) in new[] { ("Ystride", strideY), ("Xstride", strideX), ("Ydilation", dilationY), ("Xdilation", dilationX) })
        {
            Line(yaml, 2, FormattableString.Invariant($"- {{name: {name}, default: {value}}}"));
        }

        Line(yaml, 2, "data_spaces:");
        Line(yaml, 2, "- {name: Weights, projection: [[[M]], [[C]], [[R]], [[S]]]}");
        Line(yaml, 2, "- {name: Inputs, projection: [[[C]], [[R, Ydilation], [P, Ystride]], [[S, Xdilation], [Q, Xstride]]]}");
        Line(yaml, 2, "- {name: Outputs, projection: [[[M]], [[P]], [[Q]]], read_write: true}");
        Line(yaml, 1, "instance:");
        (int height, int width) = conv is null ? (1, 1) : (conv.Output.Height, conv.Output.Width);
        foreach ((string name, int value) in new[] { ("M", outputs), ("C", channels), ("R", y), ("S", x), ("P", height), ("Q", width) })
        {
            Line(yaml, 2, FormattableString.Invariant($"{name}: {value}"));
        }

        if (activity.Basis.TryGetValue(node.Input, out string? basis))
        {
            Line(yaml, 2, $"# The density of the weights is exact, that of the input is {(basis == "winners" ? "the share of k-winners" : basis)}.");
        }

        Line(yaml, 2, "densities:");
        Line(yaml, 3, "Weights: {distribution: hypergeometric, density: " + Share(Arithmetic.PartsPerMillion(matrix.Weights.NonZeros, matrix.Weights.DenseMacs)) + "}");
        Line(yaml, 3, "Inputs: {distribution: hypergeometric, density: " + Share(activity.Of(node.Input).DensityPpm) + "}");
        return yaml.ToString();
    }

    /// <summary>Ranks of a weight matrix, outer first, in the formats that Sparseloop has, and the dimensions that each flattens; none where every value is stored.</summary>
    private static (string Format, string Dimensions)[] Ranks(string format) => format switch
    {
        "dense" => [],
        "bitmap" => [("UOP", Rows), ("B", Columns)],
        "csc" => [("UOP", Columns), ("CP", Rows)],
        "csr" or "streamed_lanes_rom" or "complementary" or "wired" or "n_m_2_4" => [("UOP", Rows), ("CP", Columns)],
        _ => throw new InvalidOperationException($"No ranks for '{format}'."),
    };

    private static string Share(long partsPerMillion) => (partsPerMillion / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);

    private static long Depth(HardwareTarget target) => target.Weights.Bits > 0 ? Arithmetic.CeilingDivide(target.Weights.Bits, Width(target)) : 65_536;

    private static int Width(HardwareTarget target) => target.Weights.WidthBits > 0 ? target.Weights.WidthBits : target.WeightBits * target.Engine.Lanes;

    /// <summary>Attributes of the metadata beside a memory's weights; the front end takes all three or none.</summary>
    private static string Metadata(HardwareTarget target, long depth, int weights)
    {
        int bits = target.WeightFormat switch
        {
            "dense" or "wired" => 0,
            "bitmap" => 1,
            "n_m_2_4" => 2,
            "complementary" => 5,
            _ => 16,
        };
        return bits == 0 ? "" : FormattableString.Invariant($", metadata_datawidth: {bits}, metadata_storage_width: {bits * Math.Max(1, weights)}, metadata_storage_depth: {depth}");
    }

    private static void Container(StringBuilder yaml, string name, string? spatial)
    {
        Line(yaml, 1, "- !Container");
        Line(yaml, 2, "name: " + name);
        if (spatial is not null)
        {
            Line(yaml, 2, "spatial: " + spatial);
        }
    }

    private static void Component(StringBuilder yaml, string name, string kind, FormattableString attributes)
    {
        Line(yaml, 1, "- !Component");
        Line(yaml, 2, "name: " + name);
        Line(yaml, 2, "class: " + kind);
        Line(yaml, 2, "attributes: " + FormattableString.Invariant(attributes));
    }

    private static void Line(StringBuilder yaml, int depth, string text) => yaml.Append(' ', 2 * depth).Append(text).Append('\n');
}
