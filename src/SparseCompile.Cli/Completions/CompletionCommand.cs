using System.CommandLine;
using SparseCompile.Cli.Common;

namespace SparseCompile.Cli.Completions;

/// <summary>The command <c>completion</c>: the script by which a shell completes command lines of this tool.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> s_shell = new Argument<string>("shell") { Description = "The shell." }.AcceptOnlyFromAmong([.. ShellScripts.All.Keys]);

    private static readonly Option<bool> s_json = new("--json") { Description = "Print the script as JSON." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("completion", """
            Prints the script by which a shell completes the command lines of this tool: verbs, options, and the words that an option takes.

            Examples:
              eval "$(sparsec completion bash)"                                          in ~/.bashrc
              eval "$(sparsec completion zsh)"                                           in ~/.zshrc, after compinit
              sparsec completion fish > ~/.config/fish/completions/sparsec.fish

            Exit codes: 0 for success, 1 for invalid input.
            """);
        command.Arguments.Add(s_shell);
        command.Options.Add(s_json);
        command.SetAction(result => Verb.Run(result, console => Run(console, result.GetValue(s_shell)!, result.GetValue(s_json))));
        return command;
    }

    private static int Run(ToolConsole console, string shell, bool isJson)
    {
        string script = ShellScripts.All[shell];
        if (isJson)
        {
            JsonText.Write(console.Out, new { shell, script });
        }
        else
        {
            console.Out.Write(script);
        }

        return Verb.Success;
    }
}
