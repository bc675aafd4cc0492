using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SnapshotTested.Snapshots;

/// <summary>The files that the generator wrote for a model.</summary>
public static partial class GeneratedSources
{
    /// <summary>Hint names and texts, tables shortened, in order of the names.</summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="model">Full name of the model.</param>
    public static IEnumerable<(string Hint, string Text)> Of(string project, string model) =>
        Directory.GetFiles(Path.Combine(project, "generated"), model + "*.g.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), Shorten(File.ReadAllText(path))));

    /// <summary>Runs of numbers, and long texts, become one line with their hash: a change of weights is then a change of a line, not of ten thousand.</summary>
    public static string Shorten(string source)
    {
        List<string> lines = [];
        List<string> table = [];
        foreach (string line in source.ReplaceLineEndings("\n").Split('\n'))
        {
            if (Numbers().IsMatch(line) || Text().IsMatch(line))
            {
                table.Add(line);
                continue;
            }

            Flush(lines, table);
            lines.Add(line);
        }

        Flush(lines, table);
        return string.Join('\n', lines);
    }

    private static void Flush(List<string> lines, List<string> table)
    {
        if (table.Count > 0)
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', table))))[..16];
            string indent = table[0][..(table[0].Length - table[0].TrimStart().Length)];
            lines.Add($"{indent}// {table.Count} lines of tables, SHA-256 {hash}");
            table.Clear();
        }
    }

    /// <summary>A line of numbers and commas.</summary>
    [GeneratedRegex(@"^\s*-?\d[-+\d.,eEfF\sx]*$")]
    private static partial Regex Numbers();

    /// <summary>A line that is a long string.</summary>
    [GeneratedRegex(@"^\s*\+?\s*"".{80,}""[;,)\s+]*$")]
    private static partial Regex Text();
}
