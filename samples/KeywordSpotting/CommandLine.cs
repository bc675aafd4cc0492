namespace KeywordSpotting;

/// <summary>What the user asked for.</summary>
/// <param name="Paths">The recordings to classify; none means the bundled clips and the report.</param>
/// <param name="Live">Whether to listen to standard input.</param>
/// <param name="Help">Whether only the usage is wanted.</param>
/// <param name="Error">What is wrong with the arguments; null when nothing is.</param>
public sealed record CommandLine(IReadOnlyList<string> Paths, bool Live, bool Help, string? Error)
{
    /// <summary>Whether to compare the int8 form of the network with the float form, on <see cref="Paths"/> or the bundled clips.</summary>
    public bool ComparesPrecisions { get; init; }

    /// <summary>How the program is called.</summary>
    public const string Usage =
        """
        Spots one of twelve spoken words: yes, no, up, down, left, right, on, off, stop, go, start, cancel.

          KeywordSpotting                       classify the bundled clips, compare five variants of the network
          KeywordSpotting FILE.wav [...]        classify recordings (PCM or float WAV, any rate, any length)
          KeywordSpotting --int8 [FILE.wav ...] compare the network in int8 with the one in float32, on the bundled clips
                                                or on recordings whose names begin with the word
          KeywordSpotting --live                listen to standard input (16 kHz, 16 bits, mono), print words as they come:
                                                arecord -f S16_LE -r 16000 | KeywordSpotting --live

        Exit code: 0 done, 1 input could not be read, 2 wrong arguments.
        """;

    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">Paths or options; after <c>--</c> everything is a path.</param>
    /// <returns>What they ask for.</returns>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        List<string> paths = [];
        bool help = false;
        bool live = false;
        bool integers = false;
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
            else if (argument == "--int8")
            {
                integers = true;
            }
            else if (argument == "--live")
            {
                live = true;
            }
            else
            {
                return Wrong($"unknown option '{argument}'");
            }
        }

        return help ? new CommandLine([], false, true, null)
            : live && paths.Count > 0 ? Wrong($"'--live' reads standard input; found the path '{paths[0]}'")
            : integers && live ? Wrong("'--int8' classifies recordings; found '--live' too")
            : new CommandLine(paths, live, false, null) { ComparesPrecisions = integers };
    }

    private static CommandLine Wrong(string error) => new([], false, false, error);
}
