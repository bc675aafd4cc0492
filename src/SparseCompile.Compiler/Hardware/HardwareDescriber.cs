using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Json;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Hardware.Writing;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Describes a network on an accelerator as a JSON document, schema version 3 (docs/schema/hardware-description-v3.schema.json).</summary>
public static class HardwareDescriber
{
    /// <summary>Describes a network. The same network gives the same text everywhere: ASCII, LF, fixed key order.</summary>
    /// <param name="source">The network.</param>
    /// <param name="target">The accelerator.</param>
    /// <param name="limits">How much is said.</param>
    /// <param name="activity">What is known of zeros in values; null for what the network says itself.</param>
    public static string Describe(NetworkSource source, HardwareTarget target, DescriptionLimits limits, ValueActivity? activity = null)
    {
        long weights = Layers(source.Graph).Sum(layer => (long)layer.Weights.NonZeros);
        long words = weights + Layers(source.Graph).Sum(layer => (long)layer.Outputs);
        string? problem = MappedOperators.Problem(source.Graph);
        bool isSummary = problem is not null || weights > limits.FigureWeights || source.Graph.Nodes.Sum(node => node.Operator.NonZeroMacs) > limits.FigureMacs;
        bool listsWords = !isSummary && words <= limits.ProgramWords;
        JsonWriter json = new();
        json.BeginObject();
        HeaderWriter.Write(json, source, isSummary ? "summary" : listsWords ? "full" : "figures");
        TargetWriter.Write(json, target);
        if (isSummary)
        {
            WriteSummary(json, source.Graph, problem ?? "large networks are scheduled by 'sparsec hw describe'");
        }
        else
        {
            WriteFigures(json, source, target, activity ?? ValueActivity.Stated(source.Graph), listsWords);
        }

        json.EndObject();
        return json.ToString();
    }

    private static IEnumerable<MatrixOperator> Layers(Graph graph) => graph.Nodes.Select(node => node.Operator).OfType<MatrixOperator>();

    private static void WriteFigures(JsonWriter json, NetworkSource source, HardwareTarget target, ValueActivity activity, bool listsWords)
    {
        NetworkFigures exact = NetworkEstimator.Estimate(source, target, ValueActivity.None);
        NetworkFigures? estimated = target.ExaminesActivations && activity.Known.Count > 0 ? NetworkEstimator.Estimate(source, target, activity) : null;
        HeaderWriter.WriteEnergyModel(json);
        json.String("values", source.Integers is null ? "float32" : "int8");
        json.Shape("input_shape", source.Graph.Values[source.Graph.Input].Shape);
        json.Number("output_value", OperatorWriter.Numbers(source.Graph)[source.Graph.Output]);
        TotalsWriter.Write(json, exact, estimated);
        OperatorWriter operators = new(json, source.Graph);
        json.BeginArray("operators");
        for (int i = 0; i < exact.Operators.Count; i++)
        {
            OperatorFigures figures = exact.Operators[i];
            json.BeginObject();
            operators.Write(figures.Node);
            if (source.Integers is { } integers)
            {
                new IntegerWriter(json).Write(integers.Nodes[i]);
            }

            FiguresWriter.Write(json, figures, estimated?.Operators[i], target, source.Integers is not null);
            if (figures.Node.Operator is MatrixOperator matrix && figures.Placement is { } placement)
            {
                ProgramWriter.Write(json, matrix, placement, listsWords);
            }

            json.EndObject();
        }

        json.EndArray();
        PipelineWriter.Write(json, exact.Pipeline);
    }

    private static void WriteSummary(JsonWriter json, Graph graph, string reason)
    {
        json.String("reason", reason);
        json.BeginArray("operators");
        foreach (Node node in graph.Nodes)
        {
            json.BeginObject(inline: true);
            json.String("name", node.Name);
            json.String("operator", OperatorWriter.KindOf(node.Operator));
            json.Shape("output_shape", graph.Values[node.Output].Shape);
            json.Number("macs_dense", node.Declared.DenseMacs);
            json.Number("macs_non_zero", node.Operator.NonZeroMacs);
            json.Number("non_zeros", node.Operator is MatrixOperator matrix ? matrix.Weights.NonZeros : 0);
            json.EndObject();
        }

        json.EndArray();
    }
}
