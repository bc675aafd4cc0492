using System.Runtime.InteropServices;

namespace SparseCompile.Cli;

/// <summary>The machine at hand, for people who read what was measured on it.</summary>
internal static class Machine
{
    /// <summary>The processor's name and the runtime.</summary>
    public static string Describe() => $"{Processor()}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>The processor's name; its architecture where the system does not say.</summary>
    public static string Processor()
    {
        const string LinuxDescription = "/proc/cpuinfo";
        string? line = File.Exists(LinuxDescription)
            ? File.ReadLines(LinuxDescription).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
