using SparseCompile.Cli.Pruning.Patterns;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Passes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Estimates;

/// <summary>Estimates the time of a layer as a build would: the compiler plans it, alone.</summary>
internal static class LayerEstimator
{
    /// <summary>Of a pattern: random scores, always the same, decide which of its masks.</summary>
    /// <param name="shape">The layer.</param>
    /// <param name="pattern">The pattern; null for a dense layer.</param>
    /// <param name="density">Share of the weights that is kept.</param>
    /// <param name="targets">Hardware to count cycles of; null for none.</param>
    public static LayerEstimate Estimate(LayerShape shape, PruningPattern? pattern, double density, IReadOnlyList<HardwareTarget>? targets = null)
    {
        WeightShape weights = shape.Weights;
        Random random = new(weights.Length);
        float[] values = new float[weights.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = 0.01f + random.NextSingle();
        }

        return Estimate(shape, values, pattern?.Select(values, weights, density), targets);
    }

    /// <summary>Of weights.</summary>
    /// <param name="shape">The layer.</param>
    /// <param name="values">Its weights, row by row.</param>
    /// <param name="kept">The mask; null where all weights that are not 0 are kept.</param>
    /// <param name="targets">Hardware to count cycles of; null for none.</param>
    public static LayerEstimate Estimate(LayerShape shape, float[] values, bool[]? kept, IReadOnlyList<HardwareTarget>? targets = null)
    {
        Graph graph = PassPipeline.Run(Graph(shape, Matrix(shape, values, kept)), "weights", new List<CompilerDiagnostic>())!;
        ModelPlan plan = Planner.Plan(graph, UnrollingMode.None);
        LayerPlan? layer = plan.Nodes.OfType<LayerPlan>().SingleOrDefault();
        DeclaredLayer declared = graph.Nodes[0].Declared;
        NetworkSource source = new("layer", graph, [], "", CompilerInfo.Version);
        return new LayerEstimate(
            plan.Nodes.Sum(node => node.EstimatedNanoseconds), layer?.DenseNanoseconds ?? 0, (int)declared.NonZeros, layer?.KernelId ?? "none", declared.Patterns[0].ToString())
        {
            Macs = graph.Nodes.Sum(node => node.Operator.NonZeroMacs),
            Cycles = (targets ?? []).ToDictionary(target => target.Name, target => NetworkEstimator.Estimate(source, target, ValueActivity.Stated(graph)).LatencyCycles),
        };
    }

    private static Graph Graph(LayerShape shape, CsrMatrix matrix)
    {
        float[] bias = new float[matrix.Rows];
        MatrixOperator layer = shape.Image is { } image
            ? new Conv(matrix, bias, ActivationFunction.None, shape.Window, image) { Groups = shape.Groups }
            : new Linear(matrix, bias, ActivationFunction.None);
        Shape input = shape.Image is { } read ? Shape.Of([read.Channels, read.Height, read.Width]) : Shape.Vector(matrix.Columns);
        Value[] values = [new Value(0, "input", input), new Value(1, "layer", layer.InferShape([input])!.Value)];
        return new Graph(values, [new Node("layer", layer, new([0]), 1, null)], 0, 1);
    }

    /// <summary>Groups of a convolution are absent weights of a matrix of all channels.</summary>
    private static CsrMatrix Matrix(LayerShape shape, float[] values, bool[]? kept)
    {
        WeightShape weights = shape.Weights;
        int[] starts = new int[weights.Rows + 1];
        List<int> columns = [];
        List<float> nonZeros = [];
        for (int row = 0; row < weights.Rows; row++)
        {
            int first = row / (weights.Rows / shape.Groups) * weights.Columns;
            for (int column = 0; column < weights.Columns; column++)
            {
                int i = (row * weights.Columns) + column;
                if (values[i] != 0 && (kept is null || kept[i]))
                {
                    columns.Add(first + column);
                    nonZeros.Add(values[i]);
                }
            }

            starts[row + 1] = columns.Count;
        }

        return new CsrMatrix(weights.Rows, weights.Columns * shape.Groups, starts, [.. columns], [.. nonZeros]);
    }
}
