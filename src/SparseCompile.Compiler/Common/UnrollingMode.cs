namespace SparseCompile.Compiler.Common;

/// <summary>How far multiply-accumulates are spelled out. Order and names match the public enum <c>Unrolling</c>.</summary>
public enum UnrollingMode
{
    /// <summary>Within the budget.</summary>
    Auto,

    /// <summary>Always.</summary>
    Full,

    /// <summary>Never.</summary>
    None,
}
