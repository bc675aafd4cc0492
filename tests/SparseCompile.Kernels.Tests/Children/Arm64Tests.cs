using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Children;

/// <summary>The kernel tests in an ARM64 process, emulated, and the bits of this machine in all of them.</summary>
/// <remarks>Models are compiled here and handed over as assemblies: Roslyn crashes in Debian 12's qemu.</remarks>
public sealed class Arm64Tests
{
    private static readonly Lazy<string> s_program = new(Publish);

    [Arm64Fact]
    public void On_ARM64_all_forms_agree_and_give_the_same_bits()
    {
        (int exitCode, string output) = Run(ChildCommands.Facts);

        exitCode.ShouldBe(0, output);
        Hardware(output).ShouldBe(["AdvSimd", "Arm64Dp", "Arm64Rdm", "Vector128"]);
        output.Split('\n').Count(line => line.StartsWith("passed ", StringComparison.Ordinal)).ShouldBe(23, output);
        output.Split('\n').ShouldContain("digest " + ChildCommands.Digest(), output);
    }

    [Arm64Fact]
    public void On_ARM64_without_dot_products_and_rounding_multiplies_the_bits_are_the_same()
    {
        (int exitCode, string output) = Run(ChildCommands.DigestOnly, ("DOTNET_EnableArm64Dp", "0"), ("DOTNET_EnableArm64Rdm", "0"));

        exitCode.ShouldBe(0, output);
        Hardware(output).ShouldBe(["AdvSimd", "Vector128"]);
        output.Split('\n').ShouldContain("digest " + ChildCommands.Digest(), output);
    }

    /// <summary>Runs a command in the emulator, without the runtime's own threads.</summary>
    /// <remarks>
    /// With concurrent collections and tiered compilation, 2 of 13 runs of the digest ended in qemu 7.2 with a segmentation fault, and one of the facts with an impossible
    /// exception in the runtime, before any kernel had run; without tiered compilation alone 1 of 5, without either none of 24.
    /// </remarks>
    private static (int ExitCode, string Output) Run(string command, params (string Name, string Value)[] settings) => ChildProcess.Run(
        [Arm64FactAttribute.Emulator, s_program.Value, command],
        [.. settings, ("DOTNET_gcConcurrent", "0"), ("DOTNET_TieredCompilation", "0")]);

    private static string[] Hardware(string output) =>
        (output.Split('\n').FirstOrDefault(line => line.StartsWith("hardware ", StringComparison.Ordinal)) ?? "hardware").Split(' ')[1..];

    /// <summary>This assembly with the ARM64 runtime. It has a folder of its own: other projects of the solution may be building.</summary>
    private static string Publish()
    {
        string folder = Path.Combine(Repository.Root, "artifacts", "platforms", "linux-arm64");
        string program = Path.Combine(folder, "run");
        (int exitCode, string output) = ChildProcess.Start(
            [
                "dotnet", "publish", Path.Combine(Repository.Root, "tests", "SparseCompile.Kernels.Tests"), "-c", "Release", "-r", "linux-arm64", "--self-contained",
                "-p:UseAppHost=true", "-p:ArtifactsPath=" + folder, "-o", program,
            ],
            program,
            ("MSBUILDDISABLENODEREUSE", "1"),
            ("UseSharedCompilation", "false"));
        exitCode.ShouldBe(0, output);
        return Path.Combine(program, "SparseCompile.Kernels.Tests");
    }
}
