using System.Globalization;
using System.Text.RegularExpressions;

namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>Patterns in one word, the same as in the Python package.</summary>
internal static partial class PatternWords
{
    private const string Expected = "'any', 'rows', 'n:32', '16x1', 'lines', 'row-lines', 'column-lines', 'complementary16' or 'tiles16', with any numbers";

    /// <summary>The word for a layer that is not pruned.</summary>
    public const string Dense = "dense";

    /// <summary>The pattern of a word.</summary>
    /// <exception cref="PatternException">There is no such pattern.</exception>
    public static PruningPattern Parse(string word) => Fixed(word) ?? Numbered(word) ?? throw new PatternException($"Unknown pattern: '{word}'. Expected {Expected}.");

    private static PruningPattern? Fixed(string word) => word switch
    {
        "any" => new Unstructured(),
        "rows" => new EqualRows(),
        "lines" => new Lines(word, PrunesRows: true, PrunesColumns: true),
        "row-lines" => new Lines(word, PrunesRows: true, PrunesColumns: false),
        "column-lines" => new Lines(word, PrunesRows: false, PrunesColumns: true),
        _ => null,
    };

    private static PruningPattern? Numbered(string word)
    {
        if (GroupWord().Match(word) is { Success: true } group && Number(group.Groups[1]) > 1)
        {
            return new Groups(word, Number(group.Groups[1]), group.Groups[2].Length > 0, group.Groups[3].Success ? Number(group.Groups[3]) : null);
        }

        if (BlockWord().Match(word) is { Success: true } block && (long)Number(block.Groups[1]) * Number(block.Groups[2]) > 1)
        {
            return new Blocks(word, Number(block.Groups[1]), Number(block.Groups[2]));
        }

        if (SetWord().Match(word) is { Success: true } set && Number(set.Groups[1]) > 1)
        {
            return new Complementary(word, Number(set.Groups[1]), !set.Groups[2].Success);
        }

        // A tile costs the cube of its size.
        return TileWord().Match(word) is { Success: true } tile && Number(tile.Groups[1]) is > 1 and <= 256 ? new PermutationTiles(word, Number(tile.Groups[1])) : null;
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^n:(\d{1,6})(\+?)(?:@(\d{1,6}))?\z")]
    private static partial Regex GroupWord();

    [GeneratedRegex(@"^(\d{1,6})x(\d{1,6})\z")]
    private static partial Regex BlockWord();

    [GeneratedRegex(@"^complementary(\d{1,6})(-free)?\z")]
    private static partial Regex SetWord();

    [GeneratedRegex(@"^tiles(\d{1,6})\z")]
    private static partial Regex TileWord();
}
