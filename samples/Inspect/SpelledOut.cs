namespace Inspect;

/// <summary>The network of weights/tiny.npz written by hand, dead neuron left out: the same bits as <see cref="Tiny"/>, one multiply-accumulate at a time.</summary>
public static class SpelledOut
{
    /// <summary>The rows of fc1 that somebody reads: 0, 1 and 3 of the file.</summary>
    public static IReadOnlyList<SpelledOutRow> HiddenRows { get; } =
    [
        new(0.1f, (0, 0.5f), (5, -1f)),
        new(0.2f, (2, 2f), (7, 0.25f)),
        new(-0.4f, (2, -0.5f), (3, 1.5f), (6, 1f), (7, 0.75f)),
    ];

    /// <summary>The rows of fc2, their inputs renumbered.</summary>
    public static IReadOnlyList<SpelledOutRow> OutputRows { get; } = [new(0f, (0, 1f), (2, -2f)), new(1f, (1, 0.5f))];

    /// <summary>The first layer.</summary>
    public static float[] Hidden(float[] input) => [.. HiddenRows.Select(row => row.Sum(input)).Select(sum => 0f > sum ? 0f : sum)];

    /// <summary>One inference.</summary>
    public static float[] Infer(float[] input)
    {
        float[] hidden = Hidden(input);
        return [.. OutputRows.Select(row => row.Sum(hidden))];
    }
}
