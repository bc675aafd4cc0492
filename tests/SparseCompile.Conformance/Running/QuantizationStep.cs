using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Conformance.Running;

/// <summary>The step of outputs that a network rounds: sums that lie between two steps may be rounded to either, and the layers behind see it.</summary>
internal static class QuantizationStep
{
    /// <summary>The step of an output; 0 where it is not rounded, or where the rounding is all that the model does.</summary>
    public static double Of(WeightFile file, OnnxModel model, int output)
    {
        OnnxNode? producer = Producer(model, model.Graph.Outputs[output].Name);
        if (producer is null || model.Graph.Nodes.Count(node => node.OpType == "QuantizeLinear") < 2)
        {
            return 0;
        }

        return producer.OpType switch
        {
            "QuantizeLinear" => 1,
            "DequantizeLinear" => file.Read(producer.Inputs[1]).Tensor?.Values.Select(Math.Abs).DefaultIfEmpty().Max() ?? 0,
            _ => 0,
        };
    }

    private static OnnxNode? Producer(OnnxModel model, string name) => model.Graph.Nodes.FirstOrDefault(node => node.Outputs.Contains(name));
}
