using System.Runtime.CompilerServices;
using System.Text;
using SparseCompile.Compiler.Rtl.Stages;
using SparseCompile.Compiler.Rtl.Verilog;
using SparseCompile.Hardware.Tests.Integers;
using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Rtl;

/// <summary>The Verilog of small networks, word for word. <c>SPARSECOMPILE_ACCEPT=1</c> accepts what is new.</summary>
public sealed class VerilogSnapshotTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Tiny", RtlTarget.Streamed)]
    [InlineData("Tiny", RtlTarget.Spatial)]
    [InlineData("Small", RtlTarget.Streamed)]
    public void Verilog_is_as_it_was(string name, RtlTarget target)
    {
        IntegerNetwork network = IntegerNetwork.Read(_folder, [NetworkSources.All.Single(source => source.Name == name)])[0];
        StageGraph graph = StageBuilder.Build(network.Network, name.ToLowerInvariant(), target, 2);
        string text = string.Concat(RtlFiles.Design(graph).Select(file => $"// File {file.Name}\n{file.Text}\n"));
        text.ShouldAllBe(letter => letter < 128 && letter != '\r');
        string path = Path.Combine(Folder(), $"VerilogSnapshotTests.{name}.{target}.verified.v");
        string received = path.Replace(".verified.", ".received.", StringComparison.Ordinal);
        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (text != expected && Environment.GetEnvironmentVariable("SPARSECOMPILE_ACCEPT") == "1")
        {
            File.WriteAllText(path, text, new UTF8Encoding(false));
            return;
        }

        if (text != expected)
        {
            File.WriteAllText(received, text, new UTF8Encoding(false));
        }

        text.ShouldBe(expected, received);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
