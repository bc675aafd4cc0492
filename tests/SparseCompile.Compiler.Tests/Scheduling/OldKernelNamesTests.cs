using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Scheduling.Tuning;

namespace SparseCompile.Compiler.Tests.Scheduling;

public sealed class OldKernelNamesTests
{
    [Theory]
    [InlineData("streamed lookup, rows in order, 1 x 16 rows a window of 64", "window-permute/w64/g1/rows=natural")]
    [InlineData("narrow lookup, rows by length, 4 x 16 rows a window of 32", "window-permute/w32/g4/rows=length")]
    [InlineData("streamed lookup, rows by pace, 2 x 16 rows a window of 64, inputs by pace", "window-permute/w64/g2/rows=balanced/inputs=balanced")]
    [InlineData("streamed lookup, rows by pace, 2 x 16 rows a window of 64, inputs spread", "window-permute/w64/g2/rows=balanced/inputs=spread")]
    [InlineData("signed lookup, one magnitude a row, rows in order, 2 x 16 rows a window of 64", "window-permute/w64/sums1/g2/rows=natural")]
    [InlineData("narrow signed lookup, 2 magnitudes a row, rows in order, 4 x 16 rows a window of 32", "window-permute/w32/sums2/g4/rows=natural")]
    [InlineData("blocks of 8 x 1, rows in order, 4 x 16 rows side by side", "blocks/h8/w1/g4/rows=natural")]
    [InlineData("blocks of 4 x 4, rows by pattern, 1 x 16 rows side by side", "blocks/h4/w4/g1/rows=pattern")]
    [InlineData("sparse activations, columns of non-zero inputs, rows in order", "columns")]
    public void A_kernel_in_words_has_an_id_that_a_generator_knows(string words, string id)
    {
        OldKernelNames.IdOf(words).ShouldBe(id);
        KernelRegistry.Find(KernelSpec.Parse(id)!.Generator).ShouldNotBeNull();
    }

    [Fact]
    public void The_fused_network_is_the_registers_kernel() =>
        KernelRegistry.Find(KernelSpec.Parse(OldKernelNames.IdOf("register lookup, fused with the other layers")!)!.Generator)!.Name.ShouldStartWith("register");

    [Theory]
    [InlineData("")]
    [InlineData("wishful thinking")]
    [InlineData("window-permute/w64/g1/rows=natural")]
    [InlineData("streamed lookup, rows in order, 3 x 16 rows a window of 64")]
    [InlineData("streamed lookup, rows in order, 1 x 16 rows a window of 128")]
    [InlineData("streamed lookup, rows in order, 1 x 16 rows a window of 64, and more")]
    [InlineData("blocks of 5 x 1, rows in order, 4 x 16 rows side by side")]
    public void Words_that_mean_no_kernel_any_more_have_none(string words) => OldKernelNames.IdOf(words).ShouldBeNull();
}
