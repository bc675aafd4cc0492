using System.Globalization;
using KeywordSpotting.Audio;
using KeywordSpotting.Classification;

namespace KeywordSpotting.Live;

/// <summary>Listens to a stream of samples until it ends or is told to stop, and prints the words in it.</summary>
/// <param name="scorer">The network.</param>
/// <param name="output">Where words go, one line each.</param>
/// <param name="errors">Where a message about the stream goes.</param>
public sealed class LiveSession(KeywordScorer scorer, TextWriter output, TextWriter errors)
{
    // A tenth of a second: what a microphone has recorded meanwhile.
    private const int BufferBytes = 3200;

    private readonly WordListener listener = new(scorer);
    private readonly PcmReader reader = new();

    // Room for a header that turned out to be samples, a buffer of them, half a sample, and a block that is not complete yet.
    private readonly float[] pending = new float[(StreamHeader.Longest / 2) + (BufferBytes / 2) + 1 + EnergyGate.Block];
    private int waiting;
    private long samples;

    /// <summary>Listens.</summary>
    /// <param name="input">16 kHz, 16 bits, signed, little endian, mono; a WAV header before it is skipped.</param>
    /// <param name="stop">Ends the session as the end of the stream does.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> Run(Stream input, CancellationToken stop)
    {
        byte[] buffer = new byte[BufferBytes];
        try
        {
            // A read of a terminal or a pipe does not end when it is cancelled: it is left behind.
            int count;
            while ((count = await input.ReadAsync(buffer, stop).AsTask().WaitAsync(stop)) > 0)
            {
                Listen(buffer.AsSpan(0, count));
            }

            if (samples == 0)
            {
                errors.WriteLine("error: standard input: found no samples; expected some, such as from 'arecord -f S16_LE -r 16000'");
                return KeywordApp.Unreadable;
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop: not an error.
        }
        catch (Exception exception) when (exception is WavFormatException or IOException)
        {
            errors.WriteLine($"error: standard input: {exception.Message}");
            return KeywordApp.Unreadable;
        }

        Print(listener.Finish());
        return KeywordApp.Done;
    }

    private void Listen(ReadOnlySpan<byte> bytes)
    {
        int count = reader.Read(bytes, pending.AsSpan(waiting));
        samples += count;
        waiting += count;
        int done = 0;
        for (; waiting - done >= EnergyGate.Block; done += EnergyGate.Block)
        {
            Print(listener.Push(pending.AsSpan(done, EnergyGate.Block)));
        }

        pending.AsSpan(done, waiting - done).CopyTo(pending);
        waiting -= done;
    }

    private void Print(Detection? detection)
    {
        if (detection is { } word)
        {
            int minutes = (int)word.Time.TotalMinutes;
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{minutes:00}:{word.Time:ss\\.ff}  {word.Word,-6}  {word.Probability:F2}"));
            output.Flush();
        }
    }
}
