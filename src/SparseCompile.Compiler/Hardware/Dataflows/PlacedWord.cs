namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>A non-zero weight in its place: which lane holds it is the list that it is in.</summary>
/// <param name="Slot">The step of the lane's stream at which the lane meets it.</param>
/// <param name="Row">Output of the layer, or channel of the output.</param>
/// <param name="Column">Input of the layer, or tap of the window.</param>
/// <param name="Index">Its place among the matrix's non-zeros.</param>
public readonly record struct PlacedWord(int Slot, int Row, int Column, int Index);

/// <summary>A matrix laid out on the lanes of an engine. Slots without a word hold nothing, or a zero where the dataflow has no other way.</summary>
/// <param name="Lanes">The words of each lane, slots ascending.</param>
/// <param name="Slots">Slots of the fullest lane.</param>
/// <param name="WordBits">Bits of a stored word: weight, indices and marks.</param>
public sealed record Placement(IReadOnlyList<PlacedWord[]> Lanes, long Slots, int WordBits)
{
    /// <summary>Rows that share a set, where rows are overlaid; 1 otherwise.</summary>
    public int RowsPerSet { get; init; } = 1;

    /// <summary>Memory rows of each set, where rows are overlaid.</summary>
    public IReadOnlyList<int> SetDepths { get; init; } = [];

    /// <summary>Passes over a group of columns: 2 where a matrix does not have the pattern that the engine is made for.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>Words that are stored, the empty ones included.</summary>
    public long StoredWords { get; init; }
}
