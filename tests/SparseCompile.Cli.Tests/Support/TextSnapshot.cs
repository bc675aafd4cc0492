using System.Runtime.CompilerServices;
using System.Text;

namespace SparseCompile.Cli.Tests.Support;

/// <summary>Compares a text with <c>Class.Method_parameters.verified.txt</c> beside the test, in Verify's conventions: UTF-8 with BOM, LF. <c>SPARSECOMPILE_ACCEPT=1</c> accepts it.</summary>
public static class TextSnapshot
{
    /// <summary>Fails unless the text is the verified one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parameters">What tells it from the test's other snapshots; empty for none.</param>
    /// <param name="file">The test's source.</param>
    /// <param name="method">The test.</param>
    public static void ShouldMatch(string text, string parameters = "", [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string name = $"{Path.GetFileNameWithoutExtension(file)}.{method}{(parameters.Length == 0 ? "" : "_" + parameters)}";
        string verified = Path.Combine(Path.GetDirectoryName(file)!, name + ".verified.txt");
        string received = Path.Combine(Path.GetDirectoryName(file)!, name + ".received.txt");
        string normal = text.ReplaceLineEndings("\n").TrimEnd('\n');
        if (File.Exists(verified) && File.ReadAllText(verified) == normal)
        {
            File.Delete(received);
            return;
        }

        bool isAccepted = Environment.GetEnvironmentVariable("SPARSECOMPILE_ACCEPT") == "1";
        File.WriteAllText(isAccepted ? verified : received, normal, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        if (!isAccepted)
        {
            normal.ShouldBe(File.Exists(verified) ? File.ReadAllText(verified) : "", $"See {received}; SPARSECOMPILE_ACCEPT=1 accepts it.");
        }
    }
}
