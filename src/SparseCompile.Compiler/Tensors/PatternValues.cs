namespace SparseCompile.Compiler.Tensors;

/// <summary>What a pattern-only file (smtx, Matrix Market <c>pattern</c>) gives for values.</summary>
public enum PatternValues
{
    /// <summary>Nothing: an smtx file is refused. (A Matrix Market pattern always means ones, as its specification says.)</summary>
    Refuse,

    /// <summary>Every entry is 1.</summary>
    Ones,

    /// <summary>A deterministic value per entry: see <c>Text/PatternValue.cs</c> for the formula.</summary>
    Seeded,
}
