namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>Which entries a Matrix Market file leaves out.</summary>
internal enum MatrixMarketSymmetry
{
    /// <summary>None.</summary>
    General,

    /// <summary>Those above the diagonal, equal to their mirror images. Hermitian is the same for values that are real.</summary>
    Symmetric,

    /// <summary>Those on the diagonal, which are zero, and those above, their mirror images negated.</summary>
    SkewSymmetric,
}
