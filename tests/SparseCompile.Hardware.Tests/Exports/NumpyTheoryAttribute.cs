using System.Diagnostics;

namespace SparseCompile.Hardware.Tests.Exports;

/// <summary>A test that needs Python with NumPy, and says so where it is missing. <c>.ci/run</c> installs it.</summary>
public sealed class NumpyTheoryAttribute : TheoryAttribute
{
    private static readonly string? s_program = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(HasNumpy);

    /// <summary>Skips the test unless there is one.</summary>
    public NumpyTheoryAttribute() => Skip = s_program is null ? "There is no python3 that has numpy. Debian: apt-get install python3-numpy." : null;

    /// <summary>The interpreter.</summary>
    public static string Program => s_program ?? throw new InvalidOperationException("There is no python3 that has numpy.");

    private static bool HasNumpy(string program)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, ["-c", "import numpy"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
