using System.CommandLine;
using Spectre.Console;

namespace SparseCompile.Cli.Common;

/// <summary>Options of verbs that draw tables.</summary>
internal static class ScreenOptions
{
    /// <summary>Columns of the screen.</summary>
    public static Option<int?> Width { get; } = new("--width") { Description = "Columns to draw in. Default: those of the terminal; the variable COLUMNS, or 100, where the output is redirected." };

    /// <summary>Whether to use colors.</summary>
    public static Option<string?> Color { get; } = Words("--color", "always, never, or auto: in a terminal, unless the variable NO_COLOR is set.", "auto", "always", "never");

    /// <summary>The screen that the options ask for.</summary>
    public static IAnsiConsole Screen(ToolConsole console, ParseResult result) =>
        console.Screen(result.GetValue(Width), result.GetValue(Color) switch { "always" => true, "never" => false, _ => null });

    /// <summary>An option whose value is one of some words.</summary>
    public static Option<string?> Words(string name, string description, params string[] words)
    {
        Option<string?> option = new(name) { Description = description };
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
