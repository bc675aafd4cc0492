using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Quantization.Nodes;

namespace SparseCompile.Compiler.Quantization;

/// <summary>A network of int8 values and weights: integers alone, so that every implementation of it gives the same bits.</summary>
/// <param name="Graph">The float graph that it stands for, after the passes.</param>
/// <param name="Nodes">The operators, in the order of the graph's nodes.</param>
/// <param name="Scales">What an integer of each value is multiplied by to be what it stands for, by the value's id.</param>
public sealed record QuantizedNetwork(Graph Graph, IReadOnlyList<QuantizedNode> Nodes, IReadOnlyList<float> Scales)
{
    /// <summary>The model ends in a softmax. It is no part of the integer network, whose outputs are the softmax's inputs.</summary>
    public bool EndsInSoftmax { get; init; }

    /// <summary>Scale of the network's input.</summary>
    public float InputScale => Scales[Graph.Input];

    /// <summary>Scale of the network's output.</summary>
    public float OutputScale => Scales[Graph.Output];

    /// <summary>A float as int8: divided by the scale in double precision, rounded to the nearest integer, halves up, clamped. NaN is 0.</summary>
    public static sbyte Quantize(float value, float scale)
    {
        double scaled = Math.Floor(((double)value / scale) + 0.5);
        return scaled >= 127 ? (sbyte)127 : scaled <= -128 ? (sbyte)-128 : double.IsNaN(scaled) ? (sbyte)0 : (sbyte)scaled;
    }

    /// <summary>What callers hand over as integers, where that is another scale, zero point or range; null where <see cref="Quantize"/> says all.</summary>
    public InputQuantization? Input =>
        Graph.InputEncoding is { } file ? new InputQuantization(InputScale, file.Scale, file.ZeroPoint, Bound(file.Low), Bound(file.High))
        : Graph.Values[Graph.Input].Encoding is { } own && (Bound(own.Low) > sbyte.MinValue || Bound(own.High) < sbyte.MaxValue) ? new InputQuantization(InputScale, 1, 0, Bound(own.Low), Bound(own.High))
        : null;

    /// <summary>The network's input as integers.</summary>
    public sbyte[] QuantizeInput(IEnumerable<float> input)
    {
        InputQuantization? own = Input;
        return [.. input.Select(value => own is { } rule ? rule.Of(value) : Quantize(value, InputScale))];
    }

    /// <summary>Runs the network on integers, operator by operator.</summary>
    /// <param name="input">The input's elements, channels first.</param>
    /// <returns>Every value by its id; null for values that nothing computes.</returns>
    public sbyte[]?[] EvaluateAll(sbyte[] input)
    {
        sbyte[]?[] values = new sbyte[Graph.Values.Count][];
        values[Graph.Input] = input;
        foreach (QuantizedNode node in Nodes)
        {
            values[node.Node.Output] = node.Evaluate([.. node.Node.Inputs.Select(id => values[id]!)]);
        }

        return values;
    }

    /// <summary>Runs the network on integers.</summary>
    public sbyte[] Evaluate(sbyte[] input) => EvaluateAll(input)[Graph.Output]!;

    private int Bound(float value) => Quantize(value, InputScale);
}
