using System.Runtime.InteropServices;
using KeywordSpotting.Classification;

namespace KeywordSpotting.Live;

/// <summary>The live mode of the program: standard input, signals, exit code.</summary>
public static class LiveProgram
{
    /// <summary>Listens to standard input until it ends, or until Ctrl+C.</summary>
    /// <param name="scorer">The network.</param>
    /// <returns>The exit code.</returns>
    public static int Run(KeywordScorer scorer)
    {
        if (!Console.IsInputRedirected)
        {
            Console.Error.WriteLine(
                "error: '--live' found a terminal as input; expected samples, such as from 'arecord -f S16_LE -r 16000'");
            return KeywordApp.WrongArguments;
        }

        using CancellationTokenSource stop = new();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using Stream input = Console.OpenStandardInput();
        return new LiveSession(scorer, Console.Out, Console.Error).Run(input, stop.Token).GetAwaiter().GetResult();
    }
}
