using System.Runtime.CompilerServices;
using System.Text;

namespace SnapshotTested.Snapshots;

/// <summary>Compares text with a file beside the test, in Verify's conventions: <c>Class.Method.verified.txt</c>, UTF-8 with BOM, LF, no final newline.</summary>
/// <remarks>
/// A text that differs is written beside as <c>.received.</c>; run the tests with <c>SNAPSHOT_ACCEPT=1</c> to accept all, or rename the file. With the package Verify.Xunit, define VERIFY:
/// the same files are then compared by Verify, with its diff tools.
/// </remarks>
public static class Snapshot
{
    /// <summary>Fails unless the text is the verified one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parameters">What tells it from the test's other snapshots: <c>#Hint</c>, say.</param>
    /// <param name="extension">Extension of the file.</param>
    /// <param name="file">The test's source.</param>
    /// <param name="method">The test.</param>
    public static Task Match(string text, string parameters = "", string extension = "txt", [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string name = $"{Path.GetFileNameWithoutExtension(file)}.{method}{parameters}";
        string normal = text.ReplaceLineEndings("\n").TrimEnd('\n');
#if VERIFY
        VerifyTests.VerifySettings settings = new();
        settings.UseDirectory(Path.GetDirectoryName(file)!);
        settings.UseFileName(name);
        return VerifyXunit.Verifier.Verify(normal, extension, settings);
#else
        string verified = Path.Combine(Path.GetDirectoryName(file)!, $"{name}.verified.{extension}");
        string received = Path.Combine(Path.GetDirectoryName(file)!, $"{name}.received.{extension}");
        string before = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (before == normal)
        {
            File.Delete(received);
            return Task.CompletedTask;
        }

        bool isAccepted = Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1";
        File.WriteAllText(isAccepted ? verified : received, normal, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        return isAccepted ? Task.CompletedTask : Task.FromException(new Xunit.Sdk.XunitException($"{Path.GetFileName(verified)} differs:\n{Difference.Of(before, normal)}"));
#endif
    }
}
