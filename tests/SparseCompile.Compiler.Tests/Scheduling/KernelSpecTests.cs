using SparseCompile.Compiler.Kernels;

namespace SparseCompile.Compiler.Tests.Scheduling;

public sealed class KernelSpecTests
{
    [Theory]
    [InlineData("columns")]
    [InlineData("window-permute/w64/g4/rows=balanced")]
    [InlineData("window-permute/w32/sums1/g1/rows=natural/inputs=spread")]
    [InlineData("blocks/h16/w1/g2/rows=pattern")]
    public void An_id_parses_to_a_kernel_of_that_id(string id)
    {
        KernelSpec spec = KernelSpec.Parse(id)!;

        spec.Id.ShouldBe(id);
        spec.ShouldBe(KernelSpec.Parse(spec.Id));
    }

    [Fact]
    public void What_is_made_of_parameters_parses_back_to_the_same()
    {
        KernelSpec spec = KernelSpec.Create("some-kernel", ("w", 64), ("left", null), ("rows", "by-length2"), ("zero", 0));

        spec.Id.ShouldBe("some-kernel/w64/rows=by-length2/zero0");
        KernelSpec.Parse(spec.Id).ShouldBe(spec);
        spec.Number("w").ShouldBe(64);
        spec.Word("rows").ShouldBe("by-length2");
        spec.Word("left").ShouldBeNull();
        spec.Number("left").ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Window")]
    [InlineData("streamed lookup, rows in order, 1 x 16 rows a window of 64")]
    [InlineData("window/")]
    [InlineData("window//w64")]
    [InlineData("window/64")]
    [InlineData("window/w")]
    [InlineData("window/w64x")]
    [InlineData("window/rows=")]
    [InlineData("window/=natural")]
    [InlineData("window/rows=Natural")]
    [InlineData("window/w=64")]
    [InlineData("window/w-64")]
    public void What_no_kernel_writes_is_no_id(string id) => KernelSpec.Parse(id).ShouldBeNull();
}
