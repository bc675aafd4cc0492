using SparseCompile.Conformance.Cases;
using SparseCompile.Conformance.Reports;
using SparseCompile.Conformance.Running;
using SparseCompile.Testing;

namespace SparseCompile.Onnx.Tests;

/// <summary>The conformance runner over the shared data: what it prints for users is what is tested here.</summary>
public sealed class SharedConformanceTests
{
    /// <summary>Operators outside of what is compiled, whose cases may be refused.</summary>
    private static readonly string[] s_outside =
    [
        "DynamicQuantizeLinear", "TopK", "CausalConvWithState", "ConvInteger", "MatMulInteger", "QLinearMatMul", "Gradient", "Sequence", "SplitToSequence", "STRING",

        // Values without elements.
        "allowzero", "zero_size",
    ];

    [SharedDataTheory]
    [InlineData("onnx_node")]
    [InlineData("onnx_pytorch")]
    [InlineData("onnx_encoding_variants")]
    [InlineData("hls4ml_example_models")]
    [InlineData("qonnx_zoo")]
    [InlineData("mlperf_tiny")]
    [InlineData("mlperf_tiny_int8")]
    public void Every_case_passes_or_is_outside_of_what_is_compiled(string folder)
    {
        CaseResult[] results = [.. new ConformanceRun(Tolerance.Default).Run(CaseFinder.Find([SharedData.PathOf(folder)]))];
        results.Where(result => result.Outcome == Outcome.Failed || (result.Outcome == Outcome.Refused && !s_outside.Any(word => TextReport.Line(result).Contains(word, StringComparison.Ordinal))))
            .Select(TextReport.Line).ShouldBeEmpty();
        results.ShouldContain(result => result.Outcome == Outcome.Passed);
    }
}
