namespace SparseCompile;

/// <summary>Specifies how far generated kernels are unrolled.</summary>
public enum Unrolling
{
    /// <summary>Small networks are unrolled. Networks over the unrolling budget are compiled to table-driven loops and reported as SPARSE0020.</summary>
    Auto,

    /// <summary>Everything is unrolled, regardless of source size and build time.</summary>
    Full,

    /// <summary>Nothing is unrolled. Produces the smallest source.</summary>
    None,
}
