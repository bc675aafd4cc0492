namespace KeywordSpotting;

/// <summary>The words the network knows, in the order of its outputs.</summary>
public static class KeywordLabels
{
    private static readonly string[] words =
        ["yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go", "start", "cancel"];

    /// <summary>The number of words, and so of the network's outputs: 12.</summary>
    public static int Count => words.Length;

    /// <summary>The word of each output, as the training scripts number them.</summary>
    public static ReadOnlySpan<string> Words => words;

    /// <summary>The word a bundled clip should give: the part of its file name before the first underscore.</summary>
    /// <param name="path">The clip's path, such as <c>clips/yes_en-us+f2_1.wav</c>.</param>
    /// <returns>The word, or null when the file's name does not begin with one.</returns>
    public static string? FromFileName(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        int end = name.IndexOf('_', StringComparison.Ordinal);
        return end > 0 && Array.IndexOf(words, name[..end]) >= 0 ? name[..end] : null;
    }
}
