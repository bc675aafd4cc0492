using System.Text.Json;

namespace SparseCompile.Simulator.Documents;

/// <summary>A word of a lane.</summary>
/// <param name="Slot">The step at which the lane meets it.</param>
/// <param name="Row">Output, or channel of the output.</param>
/// <param name="Column">Input, or tap of the window.</param>
/// <param name="Weight">The weight.</param>
public readonly record struct Word(int Slot, int Row, int Column, float Weight);

/// <summary>The weights of a layer on the lanes.</summary>
/// <param name="Lanes">Words by lane, slots ascending.</param>
/// <param name="Biases">What sums start from.</param>
/// <param name="Rows">Rows of the matrix.</param>
/// <param name="Columns">Columns of the matrix.</param>
public sealed record ProgramInfo(IReadOnlyList<Word[]> Lanes, IReadOnlyList<float> Biases, int Rows, int Columns)
{
    /// <summary>Steps of the lanes.</summary>
    public int Slots { get; private init; }

    /// <summary>Bits of a word.</summary>
    public int WordBits { get; private init; }

    /// <summary>Rows that share a set.</summary>
    public int RowsPerSet { get; private init; }

    /// <summary>Memory rows of each set.</summary>
    public IReadOnlyList<int> SetDepths { get; private init; } = [];

    /// <summary>Passes over a group of columns.</summary>
    public int Passes { get; private init; }

    internal static ProgramInfo Read(JsonElement program, JsonElement placement, int[] shape) => new(
        [.. program.GetProperty("lanes").EnumerateArray().Select(lane => lane.EnumerateArray().Select(ReadWord).ToArray())],
        [.. program.GetProperty("bias_bits").EnumerateArray().Select(JsonValues.Float)],
        shape[0],
        shape[1])
    {
        Slots = placement.Int("slots"),
        WordBits = placement.Int("word_bits"),
        RowsPerSet = placement.Int("rows_per_set"),
        SetDepths = placement.GetProperty("set_depths").Ints(),
        Passes = placement.Int("passes"),
    };

    private static Word ReadWord(JsonElement word) => new(word[0].GetInt32(), word[1].GetInt32(), word[2].GetInt32(), word[3].Float());
}
