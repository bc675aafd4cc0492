using Spectre.Console;

namespace SparseCompile.Cli.Inspection.Terminal;

/// <summary>Labels with values beside them, wrapped beside the labels.</summary>
internal static class Facts
{
    private const int LabelWidth = 12;

    /// <summary>Writes them.</summary>
    public static void Write(IAnsiConsole screen, params IReadOnlyList<(string Label, string Value)> facts)
    {
        foreach ((string label, string value) in facts)
        {
            int width = Math.Max(20, screen.Profile.Width - LabelWidth - 3);
            string start = label;
            foreach (string line in Wrap(value, width))
            {
                screen.MarkupInterpolated($"  [dim]{start.PadRight(LabelWidth)}[/]{line}");
                screen.WriteLine();
                start = "";
            }
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length + 1 > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        yield return line;
    }
}
