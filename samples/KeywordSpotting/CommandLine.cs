namespace KeywordSpotting;

/// <summary>What the user asked for.</summary>
/// <param name="Paths">The recordings to classify; none means the bundled clips and the report.</param>
/// <param name="Help">Whether only the usage is wanted.</param>
/// <param name="Error">What is wrong with the arguments; null when nothing is.</param>
public sealed record CommandLine(IReadOnlyList<string> Paths, bool Help, string? Error)
{
    /// <summary>How the program is called.</summary>
    public const string Usage =
        """
        Spots one of twelve spoken words: yes, no, up, down, left, right, on, off, stop, go, start, cancel.

          KeywordSpotting                       classify the bundled clips, list the layers, time the network
          KeywordSpotting FILE.wav [...]        classify recordings (PCM or float WAV, any rate, any length)

        Exit code: 0 done, 1 a file could not be read, 2 wrong arguments.
        """;

    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">Paths or options; after <c>--</c> everything is a path.</param>
    /// <returns>What they ask for.</returns>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        List<string> paths = [];
        bool help = false;
        bool onlyPaths = false;
        foreach (string argument in arguments)
        {
            if (onlyPaths || !argument.StartsWith('-'))
            {
                paths.Add(argument);
            }
            else if (argument == "--")
            {
                onlyPaths = true;
            }
            else if (argument is "-h" or "--help")
            {
                help = true;
            }
            else
            {
                return new CommandLine([], false, $"unknown option '{argument}'");
            }
        }

        return new CommandLine(paths, help, null);
    }
}
