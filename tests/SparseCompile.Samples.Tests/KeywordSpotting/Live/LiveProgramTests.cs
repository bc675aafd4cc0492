using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SparseCompile.Samples.Tests.KeywordSpotting.Live;

/// <summary>The program as users run it: samples through a pipe.</summary>
public sealed partial class LiveProgramTests
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Words_of_a_piped_recording_are_printed_with_their_times()
    {
        Recording recording = new(8);
        recording.Say("yes", 0).Say("stop", 1).Say("go", 0, 1.0).Say("right", 0, 0.2).Say("cancel", 1).Say("left", 0);

        // An odd byte at the end, as where a pipe breaks.
        (int exit, string output, string errors) = await Run([.. recording.Bytes, 0x11]);

        errors.ShouldBeEmpty();
        exit.ShouldBe(0);
        string[] lines = output.TrimEnd().Split('\n');
        lines.ShouldAllBe(line => Line().IsMatch(line));
        lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])
            .ShouldBe(["yes", "stop", "go", "right", "cancel", "left"]);
        double third = double.Parse(lines[2][3..8], System.Globalization.CultureInfo.InvariantCulture);
        third.ShouldBeInRange(0.5 + 2.8 - 0.1, 0.5 + 2.8 + 1.0);
    }

    [Fact]
    public async Task No_samples_are_one_line_of_error()
    {
        (int exit, string output, string errors) = await Run([]);

        exit.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldStartWith("error: standard input: found no samples; expected");
        errors.TrimEnd().ShouldNotContain('\n');
    }

    [Fact]
    public async Task A_header_of_another_rate_is_one_line_of_error()
    {
        byte[] header =
        [
            .. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, .. BitConverter.GetBytes(8000), .. BitConverter.GetBytes(16_000),
            2, 0, 16, 0, .. "data"u8, 0, 0, 0, 0,
        ];

        (int exit, _, string errors) = await Run(header);

        exit.ShouldBe(1);
        errors.TrimEnd().ShouldBe(
            "error: standard input: found 8000 Hz, 16 bits (Pcm), 1 channel(s); expected 16000 Hz, 16 bits (Pcm), 1 channel(s)");
    }

    [Fact]
    public async Task Control_C_ends_it_as_the_end_of_the_stream_does()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Signals cannot be sent to one process there.
        }

        using Process process = Start();
        await process.StandardInput.BaseStream.WriteAsync(new Recording(8).Say("yes", 0, 1.0).Bytes);
        await process.StandardInput.BaseStream.FlushAsync();

        // The word is printed while the pipe stays open.
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(patience);
        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync().WaitAsync(patience);
        line.ShouldNotBeNull().ShouldContain(" yes ");
        process.ExitCode.ShouldBe(0);
        (await process.StandardError.ReadToEndAsync()).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^\d\d:\d\d\.\d\d  [a-z]+ +[01]\.\d\d\r?$")]
    private static partial Regex Line();

    private static Process Start()
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "KeywordSpotting.dll"), "--live"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static async Task<(int Exit, string Output, string Errors)> Run(byte[] input)
    {
        using Process process = Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything.
        }

        await process.WaitForExitAsync().WaitAsync(patience);
        return (process.ExitCode, await output, await errors);
    }
}
