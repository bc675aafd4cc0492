using Xunit.Abstractions;

namespace SparseCompile.Platforms.Tests;

/// <summary>Compiled ahead of time from the command line: <c>-p:PublishAot=true</c> reaches every project of the graph.</summary>
public sealed class NativeAotTests(ITestOutputHelper log)
{
    // One of the two links.
    private const string Linkers = "clang zlib1g-dev";

    [ProgramFact(Linkers, "clang", "gcc")]
    public void Without_an_instruction_set_the_bits_are_those_of_the_JIT() => Same("aot", "128");

    [ProgramFact(Linkers, "clang", "gcc")]
    public void With_an_instruction_set_the_bits_are_those_of_the_JIT() => Same("aot-v3", "256", "-p:IlcInstructionSet=x86-64-v3");

    /// <param name="name">A folder.</param>
    /// <param name="vectors">The widest vectors that the program must have, in bits.</param>
    /// <param name="properties">More arguments of <c>dotnet publish</c>.</param>
    private void Same(string name, string vectors, params string[] properties)
    {
        string folder = Published.Folder("SparseCompile.Platforms", name, ["-r", "linux-x64", "-p:PublishAot=true", .. properties]);
        string program = Path.Combine(folder, "SparseCompile.Platforms");

        Dictionary<string, string> printed = Published.Run(program, folder);

        File.Exists(program + ".dll").ShouldBeFalse("It was not compiled ahead of time.");
        string figures = string.Join(", ", printed.Select(pair => $"{pair.Key} {pair.Value}"));
        log.WriteLine($"{name}: {new FileInfo(program).Length / 1024} kB, {figures}");
        printed["vectors"].ShouldBe(vectors);
        printed["digest"].ShouldBe(PlatformRun.Digest());
    }
}
