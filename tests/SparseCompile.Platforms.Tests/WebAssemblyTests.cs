using Xunit.Abstractions;

namespace SparseCompile.Platforms.Tests;

/// <summary>Published for browsers, without the workload, and run in Node: an interpreter, and its 128-bit vectors.</summary>
public sealed class WebAssemblyTests(ITestOutputHelper log)
{
    [ProgramFact("nodejs", "node")]
    public void In_WebAssembly_the_bits_are_those_of_this_machine()
    {
        string folder = Path.Combine(Published.Folder("SparseCompile.Platforms.Wasm", "wasm"), "wwwroot");

        Dictionary<string, string> printed = Published.Run("node", folder, "main.mjs");

        log.WriteLine(string.Join(", ", printed.Select(pair => $"{pair.Key} {pair.Value}")));
        printed["digest"].ShouldBe(PlatformRun.Digest());
    }
}
