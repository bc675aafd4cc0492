using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Pipelines;

/// <summary>A multiplier for each term and an adder tree for each row: registers that move together, or not at all.</summary>
internal sealed class TreeStage : Stage
{
    private readonly WindowBuffer _window;
    private readonly TermList _terms;
    private readonly Term[][] _rows;
    private readonly bool _multiplies;
    private readonly float[]?[] _registers;

    /// <summary>The tree of an operator.</summary>
    public TreeStage(StageInfo info, OperatorInfo op)
        : base(info)
    {
        _window = new WindowBuffer(op.Window, info.Beats);
        _terms = new TermList(op, info.Channels);
        _multiplies = op.Program is not null;
        _rows = op.Program is { } program
            ? [.. program.Lanes.Select(row => row.Select(word => new Term(word.Row, word.Column, word.Weight)).ToArray())]
            : [.. Enumerable.Range(0, _terms.Rows).Select(row => _terms.Of(row).ToArray())];

        // Window registers where there is a window, products, a level of adders for each halving, the output.
        int levels = 0;
        for (int left = _rows.Max(row => row.Length); left > 1; left = (left + 1) / 2)
        {
            levels++;
        }

        _registers = new float[]?[(op.Window is null ? 0 : 1) + 1 + levels + 1];
    }

    /// <inheritdoc/>
    public override bool IsWorking => !_window.WantsBeat || _registers.Any(register => register is not null);

    /// <inheritdoc/>
    public override float[]? Offered(int output) => _registers[^1];

    /// <inheritdoc/>
    public override bool IsReady(bool isTaken) => _window.WantsBeat && Moves(isTaken);

    /// <inheritdoc/>
    public override void Clock(float[][]? taken, bool[] given)
    {
        if (!Moves(given[0]))
        {
            return;
        }

        Array.Copy(_registers, 0, _registers, 1, _registers.Length - 1);
        bool steps = taken is not null || !_window.WantsBeat;
        _registers[0] = steps && _window.Step(taken?[0]) ? Compute(taken ?? []) : null;
    }

    private bool Moves(bool isTaken) => _registers[^1] is null || isTaken;

    private float[] Compute(float[][] beats) =>
        [.. _rows.Select((row, number) => _terms.Finish(Tree(row, number, beats), number, _window.Completed))];

    /// <summary>Products, and sums of neighbours until one is left; the bias comes last.</summary>
    private double Tree(Term[] row, int number, float[][] beats)
    {
        double start = _terms.Start(number);
        if (!_multiplies)
        {
            return row.Aggregate(start, (sum, term) => _terms.Combine(sum, term, _terms.Value(term, _window, beats)));
        }

        Multiplications += row.Length;
        List<double> level = [.. row.Select(term => _terms.Product(term, _terms.Value(term, _window, beats)))];
        while (level.Count > 1)
        {
            level = [.. level.Chunk(2).Select(pair => pair.Length == 2 ? _terms.Plus(pair[0], pair[1]) : pair[0])];
        }

        return level.Count == 0 ? start : _terms.Plus(level[0], start);
    }
}
