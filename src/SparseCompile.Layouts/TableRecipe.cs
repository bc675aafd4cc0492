namespace SparseCompile.Runtime;

/// <summary>How a kernel's tables are laid out from the compressed rows of its layer.</summary>
/// <remarks>
/// The compiler prices and audits the tables that a recipe lays out; generated code constructs the same recipe and runs on the same tables. Lowering
/// lays out none. A recipe's constructor arguments are printed in generated code.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
abstract class TableRecipe
{
    /// <summary>Lays the tables out.</summary>
    /// <param name="rows">The layer's non-zeros by position.</param>
    /// <param name="bias">Biases by position; empty where all are zero.</param>
    public abstract KernelTables Lay(SparseRows rows, float[] bias);

#if SPARSECOMPILE_COMPILER
    /// <summary>The constructor's arguments: integers and flags.</summary>
    public abstract System.Collections.Generic.IReadOnlyList<object> Arguments { get; }
#endif
}
