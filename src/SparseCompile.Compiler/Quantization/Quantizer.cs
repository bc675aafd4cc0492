using System.Globalization;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Quantization.Calibration;
using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Quantization;

/// <summary>Makes a network of integers from a float graph and inputs that are typical for it: post-training quantisation, as docs/quantization.md has it to the bit.</summary>
public static class Quantizer
{
    private const int MaximumOperands = 255;

    private const string Operators = "linear layers, convolutions, pools, k-winners, additions, concatenations and rearrangements";

    /// <summary>Quantises a graph that the passes are done with.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="calibration">The calibration inputs' file, without an error of its own; null for none. It is read where the model's file does not state all scales.</param>
    /// <param name="location">The attribute that asked for it.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <returns>Null, with one diagnostic, when the graph or the inputs cannot be used.</returns>
    public static QuantizedNetwork? Quantize(Graph graph, string model, WeightFile? calibration, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics)
    {
        foreach (Node node in graph.Nodes)
        {
            if (Obstacle(graph, node) is var (found, expected))
            {
                diagnostics.Add(CompilerDiagnostic.Create(Rules.NotQuantizable, node.Location ?? location, node.Name, found, expected));
                return null;
            }
        }

        ValueScales scales = new(graph);
        string[] missing = [.. scales.Missing()];
        if (missing.Length == 0)
        {
            return Quantize(graph, scales, null, location, diagnostics);
        }

        if (calibration is null)
        {
            diagnostics.Add(CalibrationIsMissing(model, missing, graph.Values.Any(value => value.Encoding is not null), location));
            return null;
        }

        return CalibrationInputs.Read(calibration, graph.Values[graph.Input].Shape, location, diagnostics) is { } inputs
            ? Quantize(graph, scales, ValueRanges.Measure(graph, inputs), location, diagnostics)
            : null;
    }

    /// <summary>Says that an int8 model has no calibration inputs.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="missing">Names of values without a scale.</param>
    /// <param name="isQuantized">The model's file states scales of others.</param>
    /// <param name="location">The attribute that asked for it.</param>
    public static CompilerDiagnostic CalibrationIsMissing(string model, IReadOnlyList<string> missing, bool isQuantized, AttributePlace? location) => CompilerDiagnostic.Create(
        Rules.CalibrationMissing,
        location,
        model,
        !isQuantized ? "no calibration file" : $"no calibration file, and no scale in the model's file for {NameHints.List([.. missing])}",
        !isQuantized ? "Calibration = \"...\", a SparseWeights item with typical inputs" : "a QuantizeLinear for each, or Calibration = \"...\", a SparseWeights item with typical inputs");

    private static QuantizedNetwork? Quantize(Graph graph, ValueScales scales, ValueRanges? ranges, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics)
    {
        NodeQuantizer quantizer = new(scales, ranges);
        List<QuantizedNode> nodes = [.. graph.Nodes.Select(quantizer.Quantize)];
        foreach (QuantizedLayer layer in nodes.OfType<QuantizedLayer>())
        {
            if (Enumerable.Range(0, layer.Weights.Rows).Any(row => layer.LargestSum(row) > int.MaxValue))
            {
                string most = Count(Enumerable.Range(0, layer.Weights.Rows).Max(layer.Weights.RowLength));
                diagnostics.Add(CompilerDiagnostic.Create(
                    Rules.NotQuantizable, layer.Node.Location ?? location, layer.Node.Name, $"a row of {most} non-zeros, whose sum may exceed 32 bits", "rows whose sums fit 32 bits"));
                return null;
            }

            if (layer.RequantizedRows > 0)
            {
                diagnostics.Add(CompilerDiagnostic.Create(
                    Rules.WeightsRequantized, layer.Node.Location ?? location, layer.Node.Name, Count(layer.RequantizedRows), Count(layer.Weights.Rows)));
            }

            if (layer.Vanished > 0)
            {
                diagnostics.Add(CompilerDiagnostic.Create(
                    Rules.WeightsVanish, layer.Node.Location ?? location, layer.Node.Name, Count(layer.Vanished), Count(layer.Vanished + layer.Weights.NonZeros)));
            }
        }

        return new QuantizedNetwork(graph, nodes, quantizer.Scales) { EndsInSoftmax = graph.Nodes.Any(node => node.Operator.Activation.Kind == ActivationKind.Softmax) };
    }

    /// <summary>What a node has that integers cannot do; null for nothing.</summary>
    private static (string Found, string Expected)? Obstacle(Graph graph, Node node) => node.Operator switch
    {
        Map map when !QuantizedMove.IsMove(map) => ("arithmetic on tensors (the operator Map)", Operators),
        not (Linear or Conv or Pool or KWinners or Add or Concat or Map) => ($"the operator {node.Operator.GetType().Name}", Operators),
        _ when !graph.IsFunction => ($"a network of {Count(graph.Inputs.Count)} inputs and {Count(graph.Outputs.Count)} outputs", "one input and one output"),
        { Activation.Kind: ActivationKind.Softmax } when node.Output != graph.Output || graph.Uses(node.Output) > 1 =>
            ("a softmax before the end of the model", "a softmax at the end, or none"),
        Pool { Kind: PoolKind.Max, IsNeverEmpty: false } => ("a window of padding alone, whose largest value is minus infinity", "windows that meet the image"),
        KWinners winners when winners.Factors.Any(factor => !(factor >= 0) || float.IsInfinity(factor)) => ("a boosting factor that is negative or not finite", "factors of at least 0"),
        Add when node.Inputs.Count > MaximumOperands => ($"{Count(node.Inputs.Count)} operands", $"at most {MaximumOperands}, whose sum fits 32 bits"),
        _ => null,
    };

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
