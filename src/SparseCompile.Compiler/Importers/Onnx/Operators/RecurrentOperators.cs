using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Recurrent layers: one cell for each direction and sequence.</summary>
internal static class RecurrentOperators
{
    /// <summary>Where each gate of the graph's operator, in PyTorch's order, is among those of ONNX.</summary>
    private static readonly IReadOnlyDictionary<RecurrentKind, int[]> Gates = new Dictionary<RecurrentKind, int[]>
    {
        [RecurrentKind.Rnn] = [0],
        [RecurrentKind.Gru] = [1, 0, 2],
        [RecurrentKind.Lstm] = [0, 2, 3, 1],
    };

    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["RNN"] = node => Import(node, RecurrentKind.Rnn),
        ["GRU"] = node => Import(node, RecurrentKind.Gru),
        ["LSTM"] = node => Import(node, RecurrentKind.Lstm),
    };

    private static ImportedValue?[] Import(NodeContext node, RecurrentKind kind)
    {
        bool batchFirst = node.Int("layout", 0) != 0;
        ImportedValue x = batchFirst ? ArrangementOperators.Transpose(node, node.Input(0), [1, 0, 2]) : node.Input(0);
        RecurrentLayer layer = RecurrentLayer.Of(node, kind, x);
        List<ImportedValue> results = [];
        for (int direction = 0; direction < layer.Directions; direction++)
        {
            Recurrent cell = Cell(node, layer, direction);
            for (int sequence = 0; sequence < layer.Sequences; sequence++)
            {
                results.Add(Run(node, layer, cell, direction, sequence, batchFirst));
            }
        }

        ImportedValue?[] outputs =
        [
            node.IsNeeded(0) ? Steps(node, layer, results) : null,
            node.IsNeeded(1) ? Last(node, layer, results, isCell: false) : null,
            node.IsNeeded(2) && kind == RecurrentKind.Lstm ? Last(node, layer, results, isCell: true) : null,
        ];
        return !batchFirst ? outputs :
        [
            outputs[0] is { } all ? ArrangementOperators.Transpose(node, all, [2, 0, 1, 3]) : null,
            .. outputs.Skip(1).Select(state => state is null ? null : ArrangementOperators.Transpose(node, state, [1, 0, 2])),
        ];
    }

    private static Recurrent Cell(NodeContext node, RecurrentLayer layer, int direction)
    {
        int[] order = Gates[layer.Kind];
        int rows = order.Length * layer.Hidden;
        float[] bias = node.OptionalConstant(3, "biases")?.Floats ?? new float[layer.Directions * 2 * rows];
        float[]? peepholes = layer.Kind == RecurrentKind.Lstm ? node.OptionalConstant(7, "peepholes")?.Floats : null;
        if (bias.Length != layer.Directions * 2 * rows || (peepholes is not null && peepholes.Length != layer.Directions * 3 * layer.Hidden))
        {
            throw node.Fail($"{bias.Length} biases", $"{layer.Directions * 2 * rows}");
        }

        ActivationFunction[] functions = RecurrentFunctions.Of(node, layer.Kind, direction);
        Recurrent cell = new(
            layer.Kind, Rows(layer.Weights, direction, order, layer.Hidden), Rows(layer.HiddenWeights, direction, order, layer.Hidden), Biases(direction * 2 * rows), Biases(((direction * 2) + 1) * rows))
        {
            Steps = layer.Steps,
            IsReversed = layer.IsReversed(direction),
            ResetsAfter = node.Int("linear_before_reset", 0) != 0,
            Gate = functions[0],
            Candidate = functions[1],
            Cell = functions[2],
        };

        // ONNX has them for i, o and f; the operator for i, f and o.
        return peepholes is null ? cell : cell with { Peepholes = [.. new[] { 0, 2, 1 }.SelectMany(gate => peepholes.Skip((direction * 3 * layer.Hidden) + (gate * layer.Hidden)).Take(layer.Hidden))] };

        float[] Biases(int start) => [.. order.SelectMany(gate => bias.Skip(start + (gate * layer.Hidden)).Take(layer.Hidden))];
    }

    /// <summary>The weights of one direction, with the gates in order.</summary>
    private static CsrMatrix Rows(ConstantTensor weights, int direction, int[] order, int hidden)
    {
        int rows = order.Length * hidden, columns = weights.Shape[2];
        CsrMatrix all = MatrixBuilder.FromTensor(weights.Reshape([weights.Shape[0] * rows, columns]).NonZeros, transposed: false);
        return MatrixBuilder.Map(all, [.. order.SelectMany(gate => Enumerable.Range((direction * rows) + (gate * hidden), hidden))], null, columns);
    }

    private static ImportedValue Run(NodeContext node, RecurrentLayer layer, Recurrent cell, int direction, int sequence, bool batchFirst)
    {
        ImportedValue x = layer.Input;
        int[]?[] own = [null, [sequence], null];
        ImportedValue steps = ArrangementOperators.Select(node, x, own);
        List<int> inputs = [node.Graph.As(MatrixOperators.Computed(node, steps), layer.Steps, x.Shape[2])];
        for (int state = 0; state < cell.States; state++)
        {
            int[] shape = batchFirst ? [layer.Sequences, layer.Directions, layer.Hidden] : [layer.Directions, layer.Sequences, layer.Hidden];
            ImportedValue initial = node.Optional(5 + state) ?? ImportedValue.Of(ConstantTensor.Of(OnnxElementType.Float, shape, new double[Shapes.CountOf(shape)]));
            if (!initial.Shape.SequenceEqual(shape))
            {
                throw node.Fail($"an initial state of shape {Shapes.Text(initial.Shape)}", Shapes.Text(shape));
            }

            int[]?[] selected = batchFirst ? [[sequence], [direction], null] : [[direction], [sequence], null];
            inputs.Add(node.Graph.As(MatrixOperators.Computed(node, ArrangementOperators.Select(node, initial, selected)), layer.Hidden));
        }

        return node.Graph.Add(cell, x.Type, [(layer.Steps + cell.States - 1) * layer.Hidden], [.. inputs]);
    }

    /// <summary>h after each step: [steps, directions, sequences, hidden].</summary>
    private static ImportedValue Steps(NodeContext node, RecurrentLayer layer, List<ImportedValue> results)
    {
        int[] shape = [layer.Steps, layer.Directions, layer.Sequences, layer.Hidden];
        Elements elements = new(node.Graph);
        return elements.Map(
            results.Select((result, i) => new Region(
                new EquatableArray<int>([0, i / layer.Sequences, i % layer.Sequences, 0]), new EquatableArray<int>([layer.Steps, 1, 1, layer.Hidden]), elements.Read(result, View.Strided(0, [layer.Hidden, 0, 0, 1])))),
            layer.Input.Type,
            shape);
    }

    /// <summary>A state after the last step: [directions, sequences, hidden].</summary>
    private static ImportedValue Last(NodeContext node, RecurrentLayer layer, List<ImportedValue> results, bool isCell)
    {
        Elements elements = new(node.Graph);
        return elements.Map(
            results.Select((result, i) =>
            {
                int step = isCell ? layer.Steps : layer.IsReversed(i / layer.Sequences) ? 0 : layer.Steps - 1;
                return new Region(
                    new EquatableArray<int>([i / layer.Sequences, i % layer.Sequences, 0]), new EquatableArray<int>([1, 1, layer.Hidden]), elements.Read(result, View.Strided(step * layer.Hidden, [0, 0, 1])));
            }),
            layer.Input.Type,
            [layer.Directions, layer.Sequences, layer.Hidden]);
    }
}
