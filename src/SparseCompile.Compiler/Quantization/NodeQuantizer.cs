using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Quantization.Calibration;
using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Quantization;

/// <summary>Quantises one node after the other, with the scales of all values given.</summary>
/// <param name="known">What the model's file states.</param>
/// <param name="ranges">What was measured; null where the file states all scales.</param>
internal sealed class NodeQuantizer(ValueScales known, ValueRanges? ranges)
{
    /// <summary>How far weights of the file may be from multiples of its scale: floats of integers up to 255 are this close.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Biases are kept below this, so that bias and products together fit 32 bits.</summary>
    private const double LargestBias = 1 << 30;

    /// <summary>Scale of each value.</summary>
    public float[] Scales { get; } = known.Of(ranges);

    /// <summary>The node on integers.</summary>
    public QuantizedNode Quantize(Node node) => node.Operator.Accept(new Visitor(this, node));

    /// <summary>The scale that sums are requantised to, and what follows: a clamp in the output's own scale, or a table behind a scale of its own.</summary>
    private (float Scale, QuantizedEpilogue Epilogue) Epilogue(Node node)
    {
        (float scale, QuantizedEpilogue epilogue) = Activation(node);
        if (known.Stated(node.Output) is not { } stated)
        {
            return (scale, epilogue);
        }

        // Values end where the file's integers do. Tables are of the output, whose scale may be another.
        int low = QuantizedNetwork.Quantize(stated.Low, Scales[node.Output]), high = QuantizedNetwork.Quantize(stated.High, Scales[node.Output]);
        return (scale, epilogue.Table.Count == 0
            ? epilogue with { Low = Math.Max(epilogue.Low, low), High = Math.Min(epilogue.High, high) }
            : epilogue with { Table = epilogue.Table.Select(value => (sbyte)Math.Min(Math.Max((int)value, low), high)).ToEquatableArray() });
    }

    private (float Scale, QuantizedEpilogue Epilogue) Activation(Node node)
    {
        ActivationFunction function = node.Operator.Activation;
        float scale = Scales[node.Output];
        switch (function.Kind)
        {
            case ActivationKind.None or ActivationKind.Softmax:
                return (scale, new QuantizedEpilogue(-128, 127, default));
            case ActivationKind.Relu:
                return (scale, new QuantizedEpilogue(0, 127, default));
            case ActivationKind.Relu6:
                return (scale, new QuantizedEpilogue(0, QuantizedNetwork.Quantize(6, scale), default));
            case ActivationKind.Clip:
                return (scale, new QuantizedEpilogue(QuantizedNetwork.Quantize(function.Low, scale), QuantizedNetwork.Quantize(function.High, scale), default));
            case ActivationKind.LeakyRelu or ActivationKind.Sigmoid or ActivationKind.Tanh or ActivationKind.HardSwish or ActivationKind.Gelu:
                float before = known.OfSum(node.Output, ranges);
                IEnumerable<sbyte> table = Enumerable.Range(-128, 256).Select(x => QuantizedNetwork.Quantize((float)ReferenceActivation.Evaluate(function, (double)x * before), scale));
                return (before, new QuantizedEpilogue(-128, 127, table.ToEquatableArray()));
            default:
                throw new InvalidOperationException($"No int8 form of {function.Kind}.");
        }
    }

    private QuantizedLayer Layer(Node node, MatrixOperator layer)
    {
        (float after, QuantizedEpilogue epilogue) = Epilogue(node);
        double before = Scales[node.Input];
        CsrMatrix weights = layer.Weights;
        int[] bias = new int[weights.Rows], starts = new int[weights.Rows + 1];
        Requantisation[] requantisations = new Requantisation[weights.Rows];
        List<int> columns = [];
        List<sbyte> values = [];
        int requantized = 0;
        for (int row = 0; row < weights.Rows; row++)
        {
            double? kept = StatedScale(layer, row, before);
            double scale = kept ?? MeasuredScale(layer, row, before);
            requantized += kept is null && layer.RowScales is not null && weights.RowLength(row) > 0 ? 1 : 0;
            for (int k = weights.RowStarts[row]; k < weights.RowStarts[row + 1]; k++)
            {
                if (RoundAwayFromZero(weights.Values[k] / scale) is not 0 and int value)
                {
                    columns.Add(weights.ColumnIndices[k]);
                    values.Add((sbyte)value);
                }
            }

            bias[row] = RoundAwayFromZero(layer.Bias[row] / (before * scale));
            starts[row + 1] = columns.Count;
            requantisations[row] = Requantisation.Of(before * scale / after);
        }

        QuantizedMatrix matrix = new(weights.Rows, weights.Columns, starts, [.. columns], [.. values]);
        return new QuantizedLayer(node, matrix, bias, requantisations, epilogue) { RequantizedRows = requantized };
    }

    /// <summary>The file's scale of a row; null where it states none, or its integers are none of int8.</summary>
    private static double? StatedScale(MatrixOperator layer, int row, double before)
    {
        if (layer.RowScales?[row] is not { } scale || !(scale >= 1e-30f) || float.IsInfinity(scale) || Math.Abs((double)layer.Bias[row]) > before * scale * LargestBias)
        {
            return null;
        }

        for (int k = layer.Weights.RowStarts[row]; k < layer.Weights.RowStarts[row + 1]; k++)
        {
            double integer = (double)layer.Weights.Values[k] / scale, nearest = Math.Round(integer);
            if (Math.Abs(integer - nearest) > Tolerance || nearest < sbyte.MinValue || nearest > sbyte.MaxValue)
            {
                return null;
            }
        }

        return scale;
    }

    /// <summary>The scale by which a row's largest magnitude is 127, and its bias is not too large.</summary>
    private static double MeasuredScale(MatrixOperator layer, int row, double before)
    {
        double largest = Math.Abs((double)layer.Bias[row]) * 127 / (before * LargestBias);
        for (int k = layer.Weights.RowStarts[row]; k < layer.Weights.RowStarts[row + 1]; k++)
        {
            largest = Math.Max(largest, Math.Abs((double)layer.Weights.Values[k]));
        }

        return largest == 0 ? 1 : largest / 127;
    }

    private static int RoundAwayFromZero(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);

    /// <summary>Operators that only choose or move integers need nothing of the scales.</summary>
    private sealed class Visitor(NodeQuantizer quantizer, Node node) : IOperatorVisitor<QuantizedNode>
    {
        public QuantizedNode Visit(Linear op) => quantizer.Layer(node, op);

        public QuantizedNode Visit(Conv op) => quantizer.Layer(node, op);

        public QuantizedNode Visit(Pool op) => op.Kind == PoolKind.Max ? new QuantizedMaxPool(node) : new QuantizedAveragePool(node, Means(op));

        public QuantizedNode Visit(KWinners op)
        {
            float largest = op.Factors.Count == 0 ? 0 : op.Factors.Max();
            return new QuantizedWinners(node, [.. op.Factors.Select(factor => largest == 0 ? 0 : RoundAwayFromZero((double)factor / largest * QuantizedWinners.Neutral))]);
        }

        public QuantizedNode Visit(Add op)
        {
            (float scale, QuantizedEpilogue epilogue) = quantizer.Epilogue(node);
            (int[] multipliers, int shift) = Requantisation.Common([.. node.Inputs.Select(input => (double)quantizer.Scales[input] / scale)]);
            return new QuantizedAdd(node, multipliers, shift, epilogue);
        }

        public QuantizedNode Visit(Concat op) => new QuantizedConcat(node);

        public QuantizedNode Visit(Affine op) => throw Removed(op);

        public QuantizedNode Visit(Elementwise op) => throw Removed(op);

        public QuantizedNode Visit(Reshape op) => throw Removed(op);

        public QuantizedNode Visit(Map op) => QuantizedMove.IsMove(op) ? new QuantizedMove(node) : throw Refused(op);

        public QuantizedNode Visit(Reduce op) => throw Refused(op);

        public QuantizedNode Visit(ArgReduce op) => throw Refused(op);

        public QuantizedNode Visit(MatMul op) => throw Refused(op);

        public QuantizedNode Visit(Gather op) => throw Refused(op);

        public QuantizedNode Visit(Recurrent op) => throw Refused(op);

        private static InvalidOperationException Removed(Operator op) => new($"{op.GetType().Name} is an operator that passes remove.");

        private static InvalidOperationException Refused(Operator op) => new($"{op.GetType().Name} has no form on integers: {nameof(Quantizer)} refuses it.");

        private Requantisation[] Means(Pool pool)
        {
            double ratio = (double)quantizer.Scales[node.Input] / quantizer.Scales[node.Output];
            return [.. Enumerable.Range(0, pool.Output.Pixels).Select(pixel => Requantisation.Of(ratio / pool.DivisorAt(pixel / pool.Output.Width, pixel % pool.Output.Width)))];
        }
    }
}
