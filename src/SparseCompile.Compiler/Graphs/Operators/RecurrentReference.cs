namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>One step of a recurrent cell in double precision.</summary>
/// <param name="cell">The cell.</param>
/// <param name="x">The input.</param>
/// <param name="h">The state.</param>
/// <param name="c">The other state of an LSTM.</param>
internal sealed class RecurrentReference(Recurrent cell, double[] x, double[] h, double[] c)
{
    private readonly double[] _ofInput = new Linear(cell.Weights, cell.Bias, ActivationFunction.None).Evaluate([x]);
    private readonly double[] _ofState = new Linear(cell.HiddenWeights, cell.HiddenBias, ActivationFunction.None).Evaluate([h]);

    /// <summary>The next states.</summary>
    public (double[] H, double[] C) Step() => cell.Kind switch
    {
        RecurrentKind.Rnn => (Each(i => Candidate(Sum(0, i))), c),
        RecurrentKind.Gru => (Gru(), c),
        RecurrentKind.Lstm => Lstm(),
        _ => throw new InvalidOperationException($"No cell {cell.Kind}."),
    };

    private double[] Gru()
    {
        double[] reset = Each(i => Gate(Sum(0, i))), update = Each(i => Gate(Sum(1, i)));
        double[] reread = new Linear(cell.HiddenWeights, cell.HiddenBias, ActivationFunction.None).Evaluate([Each(i => reset[i] * h[i])]);
        int n = 2 * cell.Hidden;
        return Each(i =>
        {
            double candidate = Candidate(_ofInput[n + i] + (cell.ResetsAfter ? reset[i] * _ofState[n + i] : reread[n + i]));
            return ((1 - update[i]) * candidate) + (update[i] * h[i]);
        });
    }

    private (double[] H, double[] C) Lstm()
    {
        double[] next = Each(i => (Gate(Sum(1, i) + Peep(1, i, c)) * c[i]) + (Gate(Sum(0, i) + Peep(0, i, c)) * Candidate(Sum(2, i))));
        return (Each(i => Gate(Sum(3, i) + Peep(2, i, next)) * ReferenceActivation.Evaluate(cell.Cell, next[i])), next);
    }

    private double[] Each(Func<int, double> element) => [.. Enumerable.Range(0, cell.Hidden).Select(element)];

    private double Sum(int gate, int i) => _ofInput[(gate * cell.Hidden) + i] + _ofState[(gate * cell.Hidden) + i];

    private double Peep(int gate, int i, double[] state) => cell.Peepholes is null ? 0 : cell.Peepholes[(gate * cell.Hidden) + i] * state[i];

    private double Gate(double value) => ReferenceActivation.Evaluate(cell.Gate, value);

    private double Candidate(double value) => ReferenceActivation.Evaluate(cell.Candidate, value);
}
