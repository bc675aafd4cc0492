using System.Globalization;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes.Recurrence;

/// <summary>The nodes of a recurrent cell.</summary>
/// <param name="node">The cell's node.</param>
/// <param name="cell">The cell.</param>
/// <param name="values">Takes the values between them.</param>
/// <param name="nodes">Takes the nodes.</param>
internal sealed class CellSteps(Node node, Recurrent cell, List<Value> values, List<Node> nodes)
{
    private readonly int _hidden = cell.Hidden;

    /// <summary>The layers of the state: one for all gates, or of a GRU that resets before, one for two gates and one for the last.</summary>
    private readonly Linear[] _ofState = LayersOfState(cell);

    /// <summary>Adds them.</summary>
    public void Add()
    {
        int gates = AddInputs();
        int h = node.Inputs[1], c = node.Inputs[node.Inputs.Count - 1];
        int[] results = new int[cell.Steps];
        for (int i = 0; i < cell.Steps; i++)
        {
            int step = cell.IsReversed ? cell.Steps - 1 - i : i;
            string name = cell.Steps == 1 ? node.Name : node.Name + ".step" + step.ToString(CultureInfo.InvariantCulture);
            (h, c) = AddStep(name, step, gates, h, c);
            results[step] = h;
        }

        int[] all = cell.Kind == RecurrentKind.Lstm ? [.. results, c] : results;
        Map joined = Maps.Concat([.. all.Select(_ => Shape.Vector(_hidden))], 0);
        nodes.Add(node with { Operator = joined, Inputs = all.ToEquatableArray() });
    }

    private static Linear[] LayersOfState(Recurrent cell)
    {
        int rows = cell.HiddenWeights.Rows;
        int split = cell is { Kind: RecurrentKind.Gru, ResetsAfter: false } ? 2 * cell.Hidden : rows;
        return split == rows ? [new Linear(cell.HiddenWeights, cell.HiddenBias, ActivationFunction.None)] : [Rows(0, split), Rows(split, rows)];

        Linear Rows(int first, int end)
        {
            int[] own = [.. Enumerable.Range(first, end - first)];
            return new Linear(MatrixBuilder.Map(cell.HiddenWeights, own, null, cell.Hidden), [.. own.Select(row => cell.HiddenBias[row])], ActivationFunction.None);
        }
    }

    /// <summary>W x + b of every step: of one a layer, of several a convolution by points over the steps.</summary>
    private int AddInputs()
    {
        string name = node.Name + ".input";
        if (cell.Steps == 1)
        {
            return Add(name, new Linear(cell.Weights, cell.Bias, ActivationFunction.None), node.Inputs[0]);
        }

        int side = Add(name + ".channels", Maps.Transpose(Shape.Of([cell.Steps, cell.Inputs]), [1, 0]), node.Inputs[0]);
        WindowAxis point = new(1, 1, 1, 0, 0);
        return Add(name, new Conv(cell.Weights, cell.Bias, ActivationFunction.None, new SlidingWindow(point, point), new ImageShape(cell.Inputs, 1, cell.Steps)), side);
    }

    private (int H, int C) AddStep(string name, int step, int gates, int h, int c)
    {
        int state = Add(name + ".state", _ofState[0], h);
        Expression OfInput(int gate) => new Read(0, View.Strided((gate * _hidden * cell.Steps) + step, [cell.Steps]));
        Expression OfState(int gate) => new Read(1, View.Strided(gate * _hidden, [1]));
        Expression Sum(int gate) => new Binary(BinaryKind.Add, OfInput(gate), OfState(gate));
        switch (cell.Kind)
        {
            case RecurrentKind.Rnn:
                return (Map(name + ".h", new Activate(cell.Candidate, Sum(0)), gates, state), c);
            case RecurrentKind.Gru:
                return (AddGru(name, gates, state, h, OfInput, OfState), c);
            case RecurrentKind.Lstm:
                return AddLstm(name, gates, state, c, Sum);
            default:
                throw new InvalidOperationException($"No cell {cell.Kind}.");
        }
    }

    private int AddGru(string name, int gates, int state, int h, Func<int, Expression> ofInput, Func<int, Expression> ofState)
    {
        Expression previous = new Read(2, View.Strided(0, [1]));
        Expression Gate(int gate) => new Activate(cell.Gate, new Binary(BinaryKind.Add, ofInput(gate), ofState(gate)));
        if (cell.ResetsAfter)
        {
            Expression candidate = new Binary(BinaryKind.Add, ofInput(2), new Binary(BinaryKind.Multiply, Gate(0), ofState(2)));
            return Map(name + ".h", Mix(candidate), gates, state, h);
        }

        int reset = Map(name + ".reset", new Binary(BinaryKind.Multiply, Gate(0), previous), gates, state, h);
        int reread = Add(name + ".candidate", _ofState[1], reset);
        return Map(name + ".h", Mix(new Binary(BinaryKind.Add, ofInput(2), new Read(3, View.Strided(0, [1])))), gates, state, h, reread);

        // (1 - z) n + z h, as n + z (h - n) would cancel where they are of one size.
        Expression Mix(Expression candidate)
        {
            Expression update = Gate(1);
            Expression fresh = new Binary(BinaryKind.Multiply, new Binary(BinaryKind.Subtract, new Constant(1f), update), new Activate(cell.Candidate, candidate));
            return new Binary(BinaryKind.Add, fresh, new Binary(BinaryKind.Multiply, update, previous));
        }
    }

    private (int H, int C) AddLstm(string name, int gates, int state, int c, Func<int, Expression> sum)
    {
        Expression previous = new Read(2, View.Strided(0, [1]));
        Expression forget = new Binary(BinaryKind.Multiply, Gate(1, 1), previous);
        Expression entering = new Binary(BinaryKind.Multiply, Gate(0, 0), new Activate(cell.Candidate, sum(2)));
        int next = Map(name + ".c", new Binary(BinaryKind.Add, forget, entering), gates, state, c);

        // Operand 2 is c' here.
        int h = Map(name + ".h", new Binary(BinaryKind.Multiply, Gate(3, 2), new Activate(cell.Cell, previous)), gates, state, next);
        return (h, next);

        Expression Gate(int gate, int peephole) => new Activate(cell.Gate, cell.Peepholes is { } weights
            ? new Binary(BinaryKind.Add, sum(gate), new Binary(BinaryKind.Multiply, new Stored(weights, View.Strided(peephole * _hidden, [1])), previous))
            : sum(gate));
    }

    private int Map(string name, Expression value, params int[] inputs) => Add(name, new Map(Shape.Vector(_hidden), value), inputs);

    private int Add(string name, Operator op, params int[] inputs)
    {
        Shape shape = op.InferShape([.. inputs.Select(input => op is Conv conv ? Shape.Of([conv.Input.Channels, conv.Input.Width]) : values[input].Shape)])
            ?? throw new InvalidOperationException($"The inputs of '{name}' do not fit.");
        values.Add(new Value(values.Count, name, shape));
        nodes.Add(new Node(name, op, inputs.ToEquatableArray(), values.Count - 1, node.Location));
        return values.Count - 1;
    }
}
