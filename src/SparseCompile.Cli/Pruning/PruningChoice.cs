using System.Globalization;
using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Pruning.Patterns;

namespace SparseCompile.Cli.Pruning;

/// <summary>A pattern and a density.</summary>
/// <param name="Pattern">The pattern; null for a layer that is not pruned.</param>
/// <param name="Density">Share of the weights that is kept.</param>
internal sealed record PruningChoice(PruningPattern? Pattern, double Density)
{
    /// <summary>No pruning.</summary>
    public static PruningChoice Dense { get; } = new(null, 1);

    /// <summary>A choice of a pattern's word and a density.</summary>
    /// <exception cref="ProjectException">The density is out of its range.</exception>
    /// <exception cref="PatternException">There is no such pattern.</exception>
    public static PruningChoice Of(string word, double density) => word == PatternWords.Dense ? Dense
        : density > 0 && density <= 1 ? new PruningChoice(PatternWords.Parse(word), density)
        : throw new ProjectException(FormattableString.Invariant($"Invalid density: {density}. Expected a number greater than 0 and at most 1."));

    /// <summary>Reads <c>fc1=16x1@0.125</c>.</summary>
    /// <exception cref="ProjectException">It is something else.</exception>
    public static (string Layer, PruningChoice Choice) Parse(string text)
    {
        int equals = text.LastIndexOf('='), at = text.LastIndexOf('@');
        if (equals > 0 && text[(equals + 1)..] == PatternWords.Dense)
        {
            return (text[..equals], Dense);
        }

        return equals > 0 && at > equals && double.TryParse(text[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double density)
            ? (text[..equals], Of(text[(equals + 1)..at], density))
            : throw new ProjectException($"Invalid layer: '{text}'. Expected NAME=PATTERN@DENSITY, such as fc1=16x1@0.125, or NAME=dense.");
    }
}
