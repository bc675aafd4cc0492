namespace SparseCompile.Cli.Completions;

/// <summary>For each shell the script that asks the tool what could come next.</summary>
/// <remarks>The parser answers <c>[suggest:POSITION] "command line"</c>, the name of the tool left out, with a line for each word. Those with a slash are other spellings of <c>--help</c>.</remarks>
internal static class ShellScripts
{
    /// <summary>The scripts by the names of their shells.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = """
            _sparsec() {
                local line=${COMP_LINE#* }
                local position=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
                local words
                words=$(sparsec "[suggest:$position]" "$line" 2>/dev/null | grep -v '^/')
                COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _sparsec sparsec

            """.ReplaceLineEndings("\n"),
        ["zsh"] = """
            _sparsec() {
                local line=${BUFFER#* }
                local position=$((CURSOR - ${#BUFFER} + ${#line}))
                local -a words
                words=(${(f)"$(sparsec "[suggest:$position]" "$line" 2>/dev/null | grep -v '^/')"})
                compadd -a words || _files
            }
            compdef _sparsec sparsec

            """.ReplaceLineEndings("\n"),
        ["fish"] = """
            function __sparsec_complete
                set -l line (string replace -r '^\S+\s' '' -- (commandline -p))
                set -l before (string replace -r '^\S+\s' '' -- (commandline -pc))
                sparsec "[suggest:"(string length -- "$before")"]" "$line" 2>/dev/null | string match -v '/*'
            end
            complete -c sparsec -a '(__sparsec_complete)'

            """.ReplaceLineEndings("\n"),
    };
}
