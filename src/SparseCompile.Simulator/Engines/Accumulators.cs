using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Engines;

/// <summary>The sums of a layer: each starts as its bias, and takes products in the order in which the engine makes them: one rounding each in float32, none in integers.</summary>
internal sealed class Accumulators
{
    private readonly OperatorInfo _op;

    // A double holds every float32, and every sum of an integer layer.
    private readonly double[] _sums;

    /// <summary>Loads the biases.</summary>
    public Accumulators(OperatorInfo op)
    {
        _op = op;
        _sums = new double[op.Program!.Rows * op.Positions];
        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i] = op.Integer is { } integer ? integer.Biases[i / op.Positions] : op.Program.Biases[i / op.Positions];
        }
    }

    /// <summary>Multiplications so far.</summary>
    public long Multiplications { get; private set; }

    /// <summary>The results, channels first, requantised or put through the activation.</summary>
    public float[] Results => [.. _sums.Select((sum, i) => _op.Finish(sum, i / _op.Positions, i % _op.Positions))];

    /// <summary>Multiplies, and adds to a sum.</summary>
    public void Add(int row, int position, float weight, float activation)
    {
        Multiplications++;
        ref double sum = ref _sums[(row * _op.Positions) + position];
        sum = _op.Integer is null ? MathF.FusedMultiplyAdd(weight, activation, (float)sum) : sum + ((double)weight * activation);
    }

    /// <summary>Counts a multiplication by a zero that the engine does not know to be one.</summary>
    public void AddZero() => Multiplications++;
}
