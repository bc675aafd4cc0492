using System.Reflection;
using System.Runtime.CompilerServices;

namespace SparseCompile.Generator.Tests.Snapshots;

public sealed class StaleSnapshotTests
{
    [Fact]
    public void Every_verified_file_belongs_to_a_test()
    {
        HashSet<string> tests = [.. typeof(StaleSnapshotTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null).Select(method => $"{type.Name}.{method.Name}"))];
        string[] verified = Directory.GetFiles(Root(), "*.verified.*", SearchOption.AllDirectories);

        verified.ShouldNotBeEmpty();
        verified.Select(path => Path.GetFileName(path)!)
            .Where(name => !tests.Contains(string.Join('.', name.Split('#')[0].Split('.').Take(2))))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Verified_files_are_as_Verify_writes_them()
    {
        foreach (string path in Directory.GetFiles(Root(), "*.verified.*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(path);
            bytes.AsSpan().StartsWith("\uFEFF"u8).ShouldBeTrue(path);
            bytes.ShouldNotContain((byte)'\r', path);
            bytes[^1].ShouldNotBe((byte)'\n', path);
            if (path.EndsWith(".cs", StringComparison.Ordinal))
            {
                string hint = Path.GetFileName(path).Split('#')[1].Replace(".verified.", ".", StringComparison.Ordinal);
                File.ReadLines(path).First().ShouldBe("//HintName: " + hint);
            }
        }
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;
}
