namespace SparseCompile.Compiler.Tests.House;

/// <summary>Which folder of the compiler may use which: the one table that holds the direction.</summary>
internal static class AllowedEdges
{
    /// <summary>The root namespace: <c>ModelCompiler</c>, which calls the stages one after the other.</summary>
    public const string Root = "Compiler";

    /// <summary>The source that is compiled into the compiler and the run-time library alike.</summary>
    public const string Layouts = "Layouts";

    /// <summary>The Roslyn source generator.</summary>
    public const string Generator = "Generator";

    /// <summary>A folder, and the folders that it may use besides itself.</summary>
    public static IReadOnlyDictionary<string, string[]> Table { get; } = new Dictionary<string, string[]>
    {
        // The ground: nothing of ours below it.
        ["Common"] = [],
        [Layouts] = [],
        ["Diagnostics"] = ["Common"],

        // Tensors <- Graphs <- { Importers, Passes }.
        ["Tensors"] = ["Common", "Diagnostics"],
        ["Graphs"] = ["Common", "Diagnostics", "Tensors"],
        // A declaration states activations and pattern values in the words of the graph and of the weight files: one enum each, not two.
        ["Declarations"] = ["Common", "Diagnostics", "Tensors", "Graphs"],
        ["Importers"] = ["Common", "Diagnostics", "Tensors", "Graphs", "Declarations"],
        ["Passes"] = ["Common", "Diagnostics", "Tensors", "Graphs"],

        // The integer network stands beside the float one; whoever executes it, reads it.
        ["Quantization"] = ["Common", "Diagnostics", "Tensors", "Graphs"],

        // { Layouts, Graphs, Targets, Lanes, Permutations } <- Kernels <- Scheduling <- { CSharp, Hardware }.
        ["Targets"] = ["Common"],
        ["Permutations"] = [Layouts, "Tensors"],
        // The operation Activate carries the activation of the graph.
        ["Lanes"] = ["Common", Layouts, "Graphs"],
        ["Kernels"] = ["Common", Layouts, "Tensors", "Graphs", "Permutations", "Targets", "Lanes"],
        ["Scheduling"] = ["Common", "Diagnostics", Layouts, "Tensors", "Graphs", "Permutations", "Targets", "Lanes", "Kernels"],
        // The user's type, its modifiers and parameter names are repeated in generated code: declarations.
        ["CSharp"] = ["Common", Layouts, "Tensors", "Graphs", "Declarations", "Permutations", "Targets", "Lanes", "Kernels", "Scheduling", "Quantization"],
        ["Hardware"] = ["Common", "Tensors", "Graphs", "Quantization"],
        ["Rtl"] = ["Common", "Graphs", "Quantization"],

        [Root] =
        [
            "Common", Layouts, "Diagnostics", "Tensors", "Graphs", "Declarations", "Importers", "Passes", "Targets", "Permutations", "Lanes", "Kernels",
            "Scheduling", "CSharp", "Hardware", "Quantization", "Rtl",
        ],
        // Attributes to declarations, additional files to weight files and tuning records, generated files to sources. No kernels, no passes.
        [Generator] = [Root, "Common", "Diagnostics", "Tensors", "Graphs", "Declarations", "Importers", "Scheduling", "CSharp", "Hardware"],
    };
}
