using System.Text.RegularExpressions;
using SparseCompile.Compiler.Kernels;

namespace SparseCompile.Compiler.Scheduling.Tuning;

/// <summary>Kernels as tuning records of version 1 name them, in English: their ids, where the kernels still exist.</summary>
internal static class OldKernelNames
{
    private static readonly Regex Window = new(
        "^(?:(?<narrow>narrow )?(?<signed>signed )?|streamed )lookup(?:, (?<sums>one|\\d) magnitudes? a row)?, rows (?<rows>in order|by length|by pace), (?<groups>[124]) x 16 rows a window of (?<window>32|64)(?:, inputs (?<inputs>spread|by pace))?$",
        RegexOptions.CultureInvariant);

    private static readonly Regex Blocks = new(
        "^blocks of (?<height>16|8|4) x (?<width>1|4), rows (?<rows>in order|by pattern), (?<groups>[124]) x 16 rows side by side$", RegexOptions.CultureInvariant);

    /// <summary>The id of a kernel; null where the words mean none.</summary>
    public static string? IdOf(string words)
    {
        if (words == "register lookup, fused with the other layers")
        {
            return Kernels.Registers.RegisterGenerator.Network.Id;
        }

        if (words.StartsWith("sparse activations, columns of non-zero inputs, ", StringComparison.Ordinal))
        {
            return KernelSpec.Create("columns").Id;
        }

        if (Blocks.Match(words) is { Success: true } blocks)
        {
            return KernelSpec.Create("blocks", ("h", Text(blocks, "height")), ("w", Text(blocks, "width")), ("g", Text(blocks, "groups")), ("rows", Rows(blocks))).Id;
        }

        return Window.Match(words) is { Success: true } window
            ? KernelSpec.Create(
                Kernels.Windows.WindowGenerator.GeneratorName,
                ("w", Text(window, "window")),
                ("sums", Text(window, "sums") is { } sums ? sums == "one" ? "1" : sums : null),
                ("g", Text(window, "groups")),
                ("rows", Rows(window)),
                ("inputs", Text(window, "inputs") is { } inputs ? Balanced(inputs) : null)).Id
            : null;
    }

    private static string? Text(Match match, string group) => match.Groups[group].Success ? match.Groups[group].Value : null;

    private static string Rows(Match match) => match.Groups["rows"].Value switch { "in order" => "natural", "by pattern" => "pattern", "by length" => "length", _ => "balanced" };

    private static string Balanced(string inputs) => inputs == "by pace" ? "balanced" : inputs;
}
