using System.ComponentModel;
using System.Diagnostics;

namespace SparseCompile.Hardware.Tests.Rtl;

/// <summary>A program of the hardware trade: iverilog, verilator, yosys.</summary>
internal static class Tool
{
    private const int PatienceMinutes = 5;

    /// <summary>Whether a program is installed.</summary>
    public static bool IsInstalled(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>Runs a program in a folder.</summary>
    /// <returns>What it printed, on both streams.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(string folder, string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new Win32Exception(program);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(PatienceMinutes)))
        {
            process.Kill(entireProcessTree: true);
        }

        string text = output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} failed with {process.ExitCode}:\n{text}");
    }
}
