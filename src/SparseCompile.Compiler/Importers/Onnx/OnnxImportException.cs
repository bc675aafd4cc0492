using SparseCompile.Compiler.Diagnostics;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>Carries the one diagnostic of a model that cannot be imported to <see cref="OnnxImporter"/>; never leaves this folder.</summary>
internal sealed class OnnxImportException(Rule rule, params string[] arguments) : Exception(rule.Title)
{
    /// <summary>Which diagnostic.</summary>
    public Rule Rule { get; } = rule;

    /// <summary>What fills its places, but for the model's name, which comes first.</summary>
    public string[] Arguments { get; } = arguments;
}
