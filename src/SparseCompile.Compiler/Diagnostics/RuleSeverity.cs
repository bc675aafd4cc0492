namespace SparseCompile.Compiler.Diagnostics;

/// <summary>How serious a diagnostic is.</summary>
public enum RuleSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Info,

    /// <summary>The model is compiled, but probably not as its author meant.</summary>
    Warning,

    /// <summary>The model cannot be compiled.</summary>
    Error,
}
