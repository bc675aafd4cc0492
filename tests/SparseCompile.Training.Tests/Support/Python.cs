using System.Diagnostics;
using SparseCompile.Testing;

namespace SparseCompile.Training.Tests.Support;

/// <summary>The Python that has PyTorch: Debian's, or the one on the path.</summary>
internal static class Python
{
    private static readonly string? s_program = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(HasTorch);

    /// <summary>Why tests that need it are skipped; null where they run.</summary>
    public static string? Missing => s_program is null
        ? "There is no python3 that has torch, numpy and pytest. Debian: apt-get install python3-torch python3-numpy python3-pytest."
        : null;

    /// <summary>Runs pytest on a file of <c>tests/sparsecompile-torch</c>, with <c>sparsec</c> as it was built.</summary>
    public static (int ExitCode, string Output) Test(string file) =>
        Run(s_program!, Path.Combine(Repository.Root, "tests", "sparsecompile-torch"), ["-m", "pytest", "-q", "-p", "no:cacheprovider", file]);

    /// <summary>Runs one of the scripts beside these tests; the package can be imported.</summary>
    /// <exception cref="ShouldAssertException">It failed.</exception>
    public static void Script(string name, params string[] arguments)
    {
        string[] all = [Path.Combine(AppContext.BaseDirectory, "Scripts", name), .. arguments];
        (int exitCode, string output) = Run(s_program!, Repository.Root, all);
        exitCode.ShouldBe(0, output);
    }

    private static bool HasTorch(string program)
    {
        try
        {
            return Run(program, Path.GetTempPath(), ["-c", "import torch, numpy, pytest"]).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int ExitCode, string Output) Run(string program, string folder, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONPATH"] = Path.Combine(Repository.Root, "src", "sparsecompile-torch");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";

        // More threads would only wait for one another: other tests run beside these.
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["SPARSEC"] = "dotnet " + typeof(Cli.Machine).Assembly.Location;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
