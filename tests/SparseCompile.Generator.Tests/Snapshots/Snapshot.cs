using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Snapshots;

/// <summary>Compares what was generated with files beside the test, named and written as Verify.SourceGenerators does.</summary>
/// <remarks>
/// <c>Class.Method#Hint.g.verified.cs</c>: UTF-8 with BOM, LF, no final newline, first line <c>//HintName: Hint.g.cs</c>. What differs is written beside as
/// <c>.received.</c>; <c>SPARSECOMPILE_ACCEPT=1</c> accepts it instead. Verified files of a test that it no longer makes fail it; those of no test fail
/// <see cref="StaleSnapshotTests"/>.
/// </remarks>
internal static class Snapshot
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Compares the generated files whose hint names are chosen.</summary>
    public static void MatchSources(GeneratorRun run, Func<string, bool> isChosen, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        Dictionary<string, string> produced = run.Sources.Where(source => isChosen(source.Key)).ToDictionary(
            source => $"{Stem(file, method)}#{source.Key[..^".cs".Length]}.verified.cs",
            source => $"//HintName: {source.Key}\n{source.Value.TrimStart('\uFEFF')}");
        produced.ShouldNotBeEmpty();
        Match(produced, file, method);
    }

    /// <summary>Compares text.</summary>
    public static void MatchText(string text, [CallerFilePath] string file = "", [CallerMemberName] string method = "") =>
        Match(new() { [Stem(file, method) + ".verified.txt"] = text }, file, method);

    private static string Stem(string file, string method) => $"{Path.GetFileNameWithoutExtension(file)}.{method}";

    private static void Match(Dictionary<string, string> produced, string file, string method)
    {
        string folder = Path.GetDirectoryName(file)!;
        List<string> problems = [];
        foreach ((string name, string text) in produced)
        {
            string? problem = Compare(Path.Combine(folder, name), text.Replace("\r\n", "\n").TrimEnd('\n'));
            problems.AddRange(problem is null ? [] : [problem]);
        }

        foreach (string path in Directory.GetFiles(folder, Stem(file, method) + "*.verified.*"))
        {
            string name = Path.GetFileName(path);
            bool isOwn = name[Stem(file, method).Length] is '#' or '.';
            if (isOwn && !produced.ContainsKey(name))
            {
                problems.Add($"{name} is stale: the test no longer makes it.");
            }
        }

        problems.ShouldBeEmpty(string.Join("\n\n", problems));
    }

    private static string? Compare(string verified, string text)
    {
        string received = verified.Replace(".verified.", ".received.", StringComparison.Ordinal);
        byte[] bytes = [.. WithMark.GetPreamble(), .. WithMark.GetBytes(text)];
        if (Environment.GetEnvironmentVariable("SPARSECOMPILE_ACCEPT") == "1")
        {
            File.WriteAllBytes(verified, bytes);
        }

        if (File.Exists(verified) && File.ReadAllBytes(verified).AsSpan().SequenceEqual(bytes))
        {
            File.Delete(received);
            return null;
        }

        File.WriteAllBytes(received, bytes);
        return File.Exists(verified)
            ? $"{Path.GetFileName(verified)} differs:\n{Difference(File.ReadAllText(verified), text)}"
            : $"{Path.GetFileName(verified)} does not exist.";
    }

    private static string Difference(string before, string after)
    {
        IEnumerable<string> lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(before, after).Lines
            .Where(line => line.Type is ChangeType.Inserted or ChangeType.Deleted)
            .Take(40)
            .Select(line => (line.Type == ChangeType.Inserted ? "+ " : "- ") + line.Text);
        string all = string.Join("\n", lines);
        return all.Length > 0 ? all : "only in encoding, line ends or the end of the file";
    }
}
