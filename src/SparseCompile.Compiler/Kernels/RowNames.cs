namespace SparseCompile.Compiler.Kernels;

/// <summary>Orders of rows and inputs, as ids name them, in words.</summary>
internal static class RowNames
{
    /// <summary>The order of a kernel's rows.</summary>
    public static string Describe(KernelSpec spec) => spec.Word("rows") switch
    {
        "length" => "by length",
        "pattern" => "by pattern",
        "balanced" => "balanced",
        null => "as prescribed",
        "natural" => "in order",
        string other => throw new InvalidOperationException($"No order of rows is called '{other}'."),
    };

    /// <summary>The order of a kernel's inputs, with a comma before it; empty where they are as they were.</summary>
    public static string DescribeInputs(KernelSpec spec) => spec.Word("inputs") is { } name ? $", inputs {name}" : "";
}
