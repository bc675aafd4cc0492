using System.CommandLine;
using Spectre.Console;

namespace SparseCompile.Cli.Common;

/// <summary>Where a verb writes: results to one stream, progress and errors to the other.</summary>
/// <param name="Out">Takes results.</param>
/// <param name="Error">Takes errors and progress.</param>
internal sealed record ToolConsole(TextWriter Out, TextWriter Error)
{
    private const int DefaultWidth = 100;
    private const int LeastWidth = 40;

    /// <summary>The streams of an invocation.</summary>
    public static ToolConsole Of(ParseResult result) => new(result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);

    /// <summary>Whether results go to a terminal.</summary>
    public bool IsTerminal => ReferenceEquals(Out, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>The output as a screen of tables and trees.</summary>
    /// <param name="width">Columns; null for those of the terminal.</param>
    /// <param name="color">Whether to use colors; null where the terminal has them and <c>NO_COLOR</c> is not set.</param>
    public IAnsiConsole Screen(int? width, bool? color)
    {
        bool hasColor = color ?? (IsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
        IAnsiConsole screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = hasColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = hasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Out),
        });
        screen.Profile.Width = Math.Max(LeastWidth, width ?? (IsTerminal ? Console.WindowWidth : Columns() ?? DefaultWidth));
        screen.Profile.Capabilities.Unicode = true;
        screen.Profile.Capabilities.Links = false;
        return screen;
    }

    /// <summary>Does some work; where that takes more than a moment and a person looks on, says what it is.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="work">The work. It may change the text.</param>
    public T Progress<T>(string what, Func<Action<string>, T> work)
    {
        if (!ReferenceEquals(Error, Console.Error) || Console.IsErrorRedirected)
        {
            return work(_ => { });
        }

        IAnsiConsole screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });
        return screen.Status().Start(Markup.Escape(what), status => work(text => status.Status = Markup.Escape(text)));
    }

    private static int? Columns() => int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns > 0 ? columns : null;
}
