using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Compares documents with files of the folder <c>Snapshots</c>: <c>SPARSECOMPILE_ACCEPT=1</c> writes them, else what differs is written beside as <c>.received</c>.</summary>
public static class Snapshots
{
    /// <summary>Compares a document.</summary>
    public static void Match(string name, string text)
    {
        string path = Path.Combine(Repository.Root, "tests", "SparseCompile.Hardware.Tests", "Snapshots", name);
        if (Environment.GetEnvironmentVariable("SPARSECOMPILE_ACCEPT") == "1")
        {
            File.WriteAllText(path, text);
            File.Delete(path + ".received");
            return;
        }

        string verified = File.Exists(path) ? File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal) : "";
        if (verified != text)
        {
            File.WriteAllText(path + ".received", text);
        }

        (verified == text).ShouldBeTrue($"{name} differs; read {name}.received, and accept it with SPARSECOMPILE_ACCEPT=1.");
    }
}
