using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Inspection.Advice;

/// <summary>Estimates what pruning in a pattern would bring a layer: the planner is asked, with the same number of non-zeros in other places.</summary>
internal static class PatternAdvisor
{
    /// <summary>The patterns that are worth a look, the one that keeps most of the weights' magnitude first; none where the layer has no weights or no zeros.</summary>
    public static IReadOnlyList<PatternAdvice> Of(InspectedLayer layer)
    {
        if (layer.Weighted?.Layer is not { } op || op.Weights.NonZeros == 0 || layer.Density > 0.75)
        {
            return [];
        }

        double today = Estimate(layer, op.Weights);
        List<PatternAdvice> advice = [];
        foreach ((string name, CsrMatrix? matrix) in Patterns(op.Weights))
        {
            if (matrix is not null)
            {
                double nanoseconds = Estimate(layer, matrix);
                (double kept, double magnitude) = Shares(op.Weights, matrix);
                advice.Add(new PatternAdvice(name, matrix.NonZeros, kept, magnitude, nanoseconds, today / nanoseconds));
            }
        }

        return [.. advice.OrderByDescending(item => item.Magnitude)];
    }

    private static IEnumerable<(string Name, CsrMatrix? Matrix)> Patterns(CsrMatrix matrix)
    {
        yield return ("blocks of 16 x 1", PatternMasks.Blocks(matrix, 16, 1));
        yield return ("blocks of 4 x 4", PatternMasks.Blocks(matrix, 4, 4));
        CsrMatrix? groups = PatternMasks.Groups(matrix, 32, out int most);
        yield return (FormattableString.Invariant($"{most}:32"), groups);
    }

    /// <summary>The layer by itself with other weights, its inputs as sparse as they are.</summary>
    private static double Estimate(InspectedLayer layer, CsrMatrix weights)
    {
        MatrixOperator op = layer.Weighted!.Layer with { Weights = weights, InputSparsity = layer.InputSparsity };
        Shape input = op is Conv ? layer.Graph.Values[layer.Plan.Node.Input].Shape : Shape.Vector(op.Inputs);
        Shape output = op.InferShape([input])!.Value;
        Node node = new(layer.Name, op, new EquatableArray<int>([0]), 1, null);
        Graph graph = new([new Value(0, "input", input), new Value(1, layer.Name, output)], [node], 0, 1);
        return Planner.Plan(graph, UnrollingMode.None).Nodes[0].EstimatedNanoseconds;
    }

    private static (double Kept, double Magnitude) Shares(CsrMatrix today, CsrMatrix pattern)
    {
        long kept = 0;
        double magnitude = 0, all = 0;
        for (int row = 0; row < today.Rows; row++)
        {
            HashSet<int> columns = [.. pattern.ColumnIndices.AsSpan(pattern.RowStarts[row], pattern.RowLength(row))];
            for (int k = today.RowStarts[row]; k < today.RowStarts[row + 1]; k++)
            {
                bool isKept = columns.Contains(today.ColumnIndices[k]);
                kept += isKept ? 1 : 0;
                magnitude += isKept ? Math.Abs(today.Values[k]) : 0;
                all += Math.Abs(today.Values[k]);
            }
        }

        return ((double)kept / today.NonZeros, magnitude / all);
    }
}
