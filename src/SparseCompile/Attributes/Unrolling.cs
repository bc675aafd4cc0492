namespace SparseCompile;

/// <summary>How far a model's multiply-accumulates are spelled out in the generated source.</summary>
public enum Unrolling
{
    /// <summary>Small networks are unrolled; above the budget, kernels are loops driven from tables, and an Info diagnostic says so.</summary>
    Auto,

    /// <summary>Every multiply-accumulate is spelled out, whatever the size of the source and the build time.</summary>
    Full,

    /// <summary>Nothing is unrolled: the smallest source.</summary>
    None,
}
