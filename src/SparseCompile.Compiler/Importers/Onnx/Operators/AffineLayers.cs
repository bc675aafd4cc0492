using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Onnx.Constants;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Constants that are added to what a layer computes, or that multiply it: passes fold them into its weights and biases.</summary>
internal static class AffineLayers
{
    /// <summary>y = x + sign shift; null where no layer takes it.</summary>
    public static ImportedValue? Shift(NodeContext node, ImportedValue value, ConstantTensor shift, int sign) =>
        Of(node, value, shift) is { } channels ? Add(node, value, [.. channels.Select(_ => 1.0)], [.. channels.Select(channel => sign * channel)]) : null;

    /// <summary>y = x factor, or x / factor; null where no layer takes it.</summary>
    public static ImportedValue? Scale(NodeContext node, ImportedValue value, ConstantTensor factor, bool isDivision) =>
        Of(node, value, factor) is { } channels ? Add(node, value, [.. channels.Select(channel => isDivision ? 1 / channel : channel)], new double[channels.Length]) : null;

    /// <summary>y = x scale + shift, one of each for each coordinate of the second axis; null where those are no channels of a layer.</summary>
    public static ImportedValue? Both(NodeContext node, ImportedValue value, double[] scale, double[] shift)
    {
        int channels = node.Graph.ChannelsOf(value);
        return channels == scale.Length && value.Shape[0] == 1 ? Add(node, value, scale, shift) : null;
    }

    private static ImportedValue Add(NodeContext node, ImportedValue value, double[] scale, double[] shift) =>
        node.Graph.Add(new Affine(scale, shift) { Repeat = value.Count / scale.Length }, value.Type, value.Shape, value.Id);

    /// <summary>The constant for each channel of the layer that computes a value; null where that is no layer, or the constant differs inside of a channel.</summary>
    private static double[]? Of(NodeContext node, ImportedValue value, ConstantTensor constant)
    {
        int channels = value.Constant is null ? node.Graph.ChannelsOf(value) : 0;
        if (channels == 0 || Shapes.Broadcast(value.Shape, constant.Shape) is not { } shape || !shape.SequenceEqual(value.Shape))
        {
            return null;
        }

        if (constant.Count == 1)
        {
            return [.. Enumerable.Repeat(constant.Values[0], channels)];
        }

        // The channels are the first axis of more than one element.
        int axis = Array.FindIndex(value.Shape, extent => extent != 1), own = axis - (value.Rank - constant.Shape.Length);
        return axis >= 0 && value.Shape[axis] == channels && own >= 0 && constant.Shape[own] == channels && constant.Count == channels ? constant.Values : null;
    }
}
