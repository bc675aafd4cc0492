namespace SparseCompile.Hardware.Tests.Support;

/// <summary>One lane: a program counter and the registers between its three stages.</summary>
public sealed class LaneRegisters(IReadOnlyList<RomWord> rom)
{
    private int _programCounter;
    private RomWord _fetched;
    private RomWord _accumulated;
    private float _accumulator;
    private bool _startsRow = true;

    /// <summary>Whether the lane has fetched all its words.</summary>
    public bool Exhausted => _programCounter == rom.Count;

    /// <summary>Multiply-accumulates so far.</summary>
    public int Multiplies { get; private set; }

    /// <summary>Goes back to the first word.</summary>
    public void Accept() => _programCounter = 0;

    /// <summary>Write-back stage: the row and sum that were finished in the cycle before, if any.</summary>
    public (int Row, float Sum)? WriteBack() => _accumulated is { Valid: true, Last: true } ? (_accumulated.Row, _accumulator) : null;

    /// <summary>Accumulate stage: takes the word fetched in the cycle before.</summary>
    public void Accumulate(float[] inputs, float[] biases)
    {
        _accumulated = _fetched;
        if (!_fetched.Valid)
        {
            return;
        }

        float sum = _startsRow ? biases[_fetched.Row] : _accumulator;
        _accumulator = MathF.FusedMultiplyAdd(_fetched.Weight, inputs[_fetched.Column], sum);
        _startsRow = _fetched.Last;
        Multiplies++;
    }

    /// <summary>Fetch stage: the next word, or the padding word when the lane has run out. Returns whether it was valid.</summary>
    public bool Fetch()
    {
        _fetched = Exhausted ? default : rom[_programCounter++];
        return _fetched.Valid;
    }

    /// <summary>No fetch in this cycle.</summary>
    public void Bubble() => _fetched = default;
}
