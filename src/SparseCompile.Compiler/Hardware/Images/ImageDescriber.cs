using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Json;
using SparseCompile.Compiler.Hardware.Scheduling;
using SparseCompile.Compiler.Hardware.Storage;
using SparseCompile.Compiler.Hardware.Writing;
using SparseCompile.Compiler.Scheduling;

namespace SparseCompile.Compiler.Hardware.Images;

/// <summary>
/// Describes networks over images on the streamed lanes, schema version 2: for every operator its shapes, exact multiply-accumulates, storage, and cycles. A convolution is its matrix, streamed once
/// for each pixel of the output.
/// </summary>
internal static class ImageDescriber
{
    private const int ValueBits = LayerFigures.ValueBits;

    /// <summary>Describes a network.</summary>
    /// <param name="model">Name, weights and versions.</param>
    /// <param name="plan">The network.</param>
    public static string Describe(HardwareModel model, ModelPlan plan)
    {
        JsonWriter json = new();
        json.BeginObject();
        HeaderWriter.Write(json, model, maximumRomWords: 0, version: 2);
        json.BeginArray("operators");
        long cycles = 0, executed = 0, dense = 0;
        foreach (NodePlan node in plan.Nodes)
        {
            long own = Cycles(node.Node.Operator, plan.Graph, node.Node, model.Lanes);
            Write(json, plan.Graph, node.Node, own, model.Lanes);
            cycles += own;
            executed += node.Macs;
            dense += node.Node.Declared.DenseMacs;
        }

        json.EndArray();
        json.BeginObject("totals");
        json.Exact("macs_dense", dense, "sum over operators as declared");
        json.Exact("macs_executed", executed, "sum over operators");
        json.Exact("cycles", cycles, "sum over operators, one after the other");
        json.EndObject();
        json.EndObject();
        return json.ToString();
    }

    private static void Write(JsonWriter json, Graph graph, Node node, long cycles, int lanes)
    {
        json.BeginObject();
        json.String("name", node.Name);
        json.String("operator", node.Operator.GetType().Name);
        json.BeginArray("sources", inline: true);
        foreach (int input in node.Inputs)
        {
            json.String(null, graph.Producer(input)?.Name ?? graph.Values[input].Name);
        }

        json.EndArray();
        WriteShape(json, "output_shape", graph.Values[node.Output].Shape);
        if (node.Operator is Conv { Window: { } window } conv)
        {
            json.BeginArray("window", inline: true);
            json.Number(null, window.Y.Kernel);
            json.Number(null, window.X.Kernel);
            json.EndArray();
            json.Number("pixels", conv.Positions);
        }

        json.Number("macs_dense", node.Declared.DenseMacs);
        json.Number("macs_executed", node.Operator.NonZeroMacs);
        ActivationWriter.Write(json, node.Operator.Activation);
        json.Number("cycles", cycles);
        if (node.Operator is MatrixOperator { Weights: { } weights } layer)
        {
            json.Number("non_zeros", weights.NonZeros);
            json.Number("bias_bits", (long)layer.Outputs * ValueBits);
            json.BeginArray("storage");
            foreach (StorageFigure figure in StorageComparison.Compare(weights, lanes, ValueBits))
            {
                StorageWriter.Write(json, figure);
            }

            json.EndArray();
        }

        json.EndObject();
    }

    /// <summary>Cycles of one inference: a layer streams its words once for each pixel; what has no weights reads an operand of each lane in a cycle.</summary>
    private static long Cycles(Operator op, Graph graph, Node node, int lanes) => op switch
    {
        MatrixOperator layer => LaneScheduler.Schedule(layer.Weights, lanes, ValueBits).IntervalCycles * layer.Positions,
        Pool pool => Arithmetic.CeilingDivide((long)pool.Output.Length, lanes) * pool.Window.Taps,
        KWinners winners => Arithmetic.CeilingDivide((long)winners.Length, lanes),
        Add => Arithmetic.CeilingDivide((long)graph.Values[node.Output].Length, lanes) * (node.Inputs.Count - 1),
        _ => 0,
    };

    private static void WriteShape(JsonWriter json, string key, Shape shape)
    {
        json.BeginArray(key, inline: true);
        foreach (int extent in shape.Extents)
        {
            json.Number(null, extent);
        }

        json.EndArray();
    }
}
