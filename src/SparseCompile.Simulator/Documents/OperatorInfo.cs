using System.Text.Json;

namespace SparseCompile.Simulator.Documents;

/// <summary>An operator.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">linear, conv, pool, k_winners, add or concat.</param>
/// <param name="Reads">The values that it reads.</param>
/// <param name="Length">Elements of its result.</param>
/// <param name="Activation">What follows.</param>
public sealed record OperatorInfo(string Name, string Kind, IReadOnlyList<int> Reads, int Length, ActivationInfo Activation)
{
    /// <summary>The window; null where there is none.</summary>
    public WindowInfo? Window { get; private init; }

    /// <summary>A pool of means.</summary>
    public bool IsAverage { get; private init; }

    /// <summary>Padding counts in a mean.</summary>
    public bool CountsPadding { get; private init; }

    /// <summary>Biases and requantisation of an operator on int8; null for float32.</summary>
    public IntegerInfo? Integer { get; private init; }

    /// <summary>What k-winners keep; null for other operators.</summary>
    public WinnersInfo? Winners { get; private init; }

    /// <summary>The weights; null where there are none.</summary>
    public ProgramInfo? Program { get; private init; }

    /// <summary>Positions at which weights are applied.</summary>
    public int Positions { get; private init; } = 1;

    internal static OperatorInfo Read(JsonElement element)
    {
        bool isPool = element.TryGetProperty("pool", out JsonElement pool);
        bool hasWeights = element.TryGetProperty("program", out JsonElement program);
        return new OperatorInfo(
            element.Text("name"),
            element.Text("operator"),
            element.GetProperty("reads").Ints(),
            element.GetProperty("output_shape").Product(),
            ActivationInfo.Read(element.GetProperty("activation")))
        {
            Window = element.TryGetProperty("window", out JsonElement window) ? WindowInfo.Read(window, element.GetProperty("image").Ints()) : null,
            IsAverage = isPool && pool.Text("kind") == "average",
            CountsPadding = isPool && pool.GetProperty("counts_padding").GetBoolean(),
            Integer = element.TryGetProperty("integer", out JsonElement integer) ? IntegerInfo.Read(integer) : null,
            Winners = element.TryGetProperty("winners", out JsonElement winners)
                ? WinnersInfo.Read(winners) with { IntegerFactors = element.TryGetProperty("integer", out JsonElement own) ? own.GetProperty("factors").Ints() : null }
                : null,
            Program = hasWeights ? ProgramInfo.Read(program, element.GetProperty("placement"), element.GetProperty("tensor").GetProperty("shape").Ints()) : null,
            Positions = hasWeights ? element.Int("positions") : 1,
        };
    }

    /// <summary>What becomes of a sum: requantised, or put through the activation.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="row">Row of the weights.</param>
    /// <param name="position">Position, or pixel of a pool.</param>
    public float Finish(double sum, int row, int position) => Integer is { } integer
        ? integer.Finish(sum, Program is null ? position : row)
        : Activation.Apply(IsAverage ? (float)sum / Window!.Divisor(position, CountsPadding) : (float)sum);

    /// <summary>The element of the input under a column of the weights at a position; -1 for padding.</summary>
    public int Element(int column, int position) => Window is { } window ? window.Element(column, position) : column;
}

/// <summary>K-winners: the largest values of each group stay.</summary>
/// <param name="Count">How many; ties stay too.</param>
/// <param name="Competing">Values of a group.</param>
/// <param name="Channels">Channels of the image; all values of a vector.</param>
/// <param name="Pixels">Pixels of the image; 1 for a vector.</param>
/// <param name="IsPerPixel">The channels of a pixel are a group.</param>
/// <param name="Factors">What ranks are multiplied by; empty for none.</param>
public sealed record WinnersInfo(int Count, int Competing, int Channels, int Pixels, bool IsPerPixel, IReadOnlyList<float> Factors)
{
    internal static WinnersInfo Read(JsonElement element)
    {
        int[] image = element.GetProperty("image").Ints();
        return new WinnersInfo(
            element.Int("count"),
            element.Int("competing"),
            image[0],
            image[1] * image[2],
            element.GetProperty("per_pixel").GetBoolean(),
            [.. element.GetProperty("factor_bits").EnumerateArray().Select(JsonValues.Float)]);
    }

    /// <summary>Factors of ranks that are int8, 128 for one; null for a network of float32.</summary>
    public IReadOnlyList<int>? IntegerFactors { get; init; }

    private float Rank(float value, int element) => IntegerFactors is { } integers
        ? (((int)value * (integers.Count == 0 ? 128 : integers[element / Pixels])) + 64) >> 7
        : value * (Factors.Count == 0 ? 1 : Factors[element / Pixels]);

    /// <summary>Keeps the winners of a group.</summary>
    /// <param name="values">All values, channels first.</param>
    /// <param name="group">The elements that compete.</param>
    /// <param name="result">Receives them.</param>
    public void Keep(float[] values, IReadOnlyList<int> group, float[] result)
    {
        float[] ranks = [.. group.Select(element => Rank(values[element], element))];
        float[] sorted = [.. ranks.Select(rank => float.IsNaN(rank) ? float.PositiveInfinity : rank).OrderDescending()];
        float least = sorted[Math.Min(Count, sorted.Length) - 1];
        for (int i = 0; i < ranks.Length; i++)
        {
            result[group[i]] = ranks[i] < least ? 0 : values[group[i]];
        }
    }

    /// <summary>The elements of each group, channels first.</summary>
    public IEnumerable<int[]> Groups() => IsPerPixel
        ? Enumerable.Range(0, Pixels).Select(pixel => Enumerable.Range(0, Channels).Select(channel => (channel * Pixels) + pixel).ToArray())
        : [[.. Enumerable.Range(0, Channels * Pixels)]];
}
