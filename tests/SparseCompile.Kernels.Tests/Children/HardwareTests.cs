using System.Runtime.Intrinsics.X86;

namespace SparseCompile.Kernels.Tests.Children;

/// <summary>The kernel tests again in processes that may use less of the processor, and the same results in all of them.</summary>
public sealed class HardwareTests
{
    [Fact]
    public void Without_AVX_512_all_forms_agree_and_give_the_same_bits() => Same(("DOTNET_EnableAVX512F", "0"), ("DOTNET_EnableAVX512", "0"), "Avx512F");

    [Fact]
    public void Without_AVX2_and_FMA_all_forms_agree_and_give_the_same_bits() => Same(("DOTNET_EnableAVX2", "0"), ("DOTNET_EnableFMA", "0"), "Avx512F", "Avx2", "Fma");

    [Fact]
    public void Without_AVX_all_forms_agree_and_give_the_same_bits() => Same(("DOTNET_EnableAVX", "0"), ("DOTNET_EnableAVX", "0"), "Avx", "Avx512F", "Avx2", "Fma");

    [Fact]
    public void With_the_first_vector_instructions_alone_all_forms_agree_and_give_the_same_bits() =>
        Same(("DOTNET_EnableSSE42", "0"), ("DOTNET_EnableSSE3", "0"), "Avx", "Avx512F", "Avx2", "Fma", "Sse42");

    [Fact]
    public void Without_any_vector_instructions_all_forms_agree_and_give_the_same_bits() => Same(
        ("DOTNET_EnableHWIntrinsic", "0"), ("DOTNET_EnableHWIntrinsic", "0"), "Avx512F", "Avx2", "Fma", "Sse", "AdvSimd", "Vector512", "Vector256", "Vector128");

    private static void Same((string, string) setting, (string, string) otherName, params string[] missing)
    {
        (int exitCode, string output) = ChildProcess.Run(ChildCommands.Facts, setting, otherName);

        string[] lines = output.Split('\n');
        string hardware = lines.FirstOrDefault(line => line.StartsWith("hardware", StringComparison.Ordinal)) ?? output;
        hardware.Split(' ').Intersect(missing).ShouldBeEmpty("The switch had no effect: " + hardware);
        exitCode.ShouldBe(0, output);
        lines.Count(line => line.StartsWith("passed ", StringComparison.Ordinal)).ShouldBe(23, output);
        lines.ShouldContain("digest " + ChildCommands.Digest(), output);
    }
}
