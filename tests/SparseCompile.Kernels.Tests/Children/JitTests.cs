using System.Reflection;
using System.Runtime.CompilerServices;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Children;
public sealed class JitTests
{
    [Fact]
    public void Dump()
    {
        string file = "/tmp/ker-jit.txt";
        (int exitCode, string output) = ChildProcess.Run(ChildCommands.Compile, ("DOTNET_JitStdOutFile", file), ("DOTNET_JitDisasmSummary", "1"), ("DOTNET_JitDisasm", "Lanes* Plain* Batch*"));
        exitCode.ShouldBe(0, output);
    }
}
