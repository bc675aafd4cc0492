using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Quantization.Calibration;
using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Quantization;

/// <summary>Quantises one node after the other, with the scales of all values given.</summary>
/// <param name="scales">Scale of each value.</param>
/// <param name="ranges">Ranges of the values before their activations.</param>
internal sealed class NodeQuantizer(float[] scales, ValueRanges ranges)
{
    /// <summary>Biases are kept below this, so that bias and products together fit 32 bits.</summary>
    private const double LargestBias = 1 << 30;

    /// <summary>Scale of each value.</summary>
    public float[] Scales => scales;

    /// <summary>The node on integers.</summary>
    public QuantizedNode Quantize(Node node) => node.Operator.Accept(new Visitor(this, node));

    /// <summary>The scale that sums are requantised to, and what follows: a clamp in the output's own scale, or a table behind a scale of its own.</summary>
    private (float Scale, QuantizedEpilogue Epilogue) Epilogue(Node node)
    {
        ActivationFunction function = node.Operator.Activation;
        float scale = scales[node.Output];
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
                float before = ValueScales.Scale(ranges.OfSum(node.Output));
                IEnumerable<sbyte> table = Enumerable.Range(-128, 256).Select(x => QuantizedNetwork.Quantize((float)ReferenceActivation.Evaluate(function, (double)x * before), scale));
                return (before, new QuantizedEpilogue(-128, 127, table.ToEquatableArray()));
            default:
                throw new InvalidOperationException($"No int8 form of {function.Kind}.");
        }
    }

    private QuantizedLayer Layer(Node node, MatrixOperator layer)
    {
        (float after, QuantizedEpilogue epilogue) = Epilogue(node);
        double before = scales[node.Input];
        CsrMatrix weights = layer.Weights;
        int[] bias = new int[weights.Rows], starts = new int[weights.Rows + 1];
        Requantisation[] requantisations = new Requantisation[weights.Rows];
        List<int> columns = [];
        List<sbyte> values = [];
        for (int row = 0; row < weights.Rows; row++)
        {
            double largest = Math.Abs((double)layer.Bias[row]) * 127 / (before * LargestBias);
            for (int k = weights.RowStarts[row]; k < weights.RowStarts[row + 1]; k++)
            {
                largest = Math.Max(largest, Math.Abs((double)weights.Values[k]));
            }

            double scale = largest == 0 ? 1 : largest / 127;
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

        return new QuantizedLayer(node, new QuantizedMatrix(weights.Rows, weights.Columns, starts, [.. columns], [.. values]), bias, requantisations, epilogue);
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

        public QuantizedNode Visit(Map op) => throw Refused(op);

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
