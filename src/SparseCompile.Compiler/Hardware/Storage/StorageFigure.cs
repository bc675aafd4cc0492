namespace SparseCompile.Compiler.Hardware.Storage;

/// <summary>What one storage format takes for a matrix, metadata included, biases not.</summary>
/// <param name="Format">The format's name.</param>
/// <param name="Bits">Bits of values and metadata; null where the format cannot hold the matrix.</param>
/// <param name="Formula">How the bits are counted; v is the value width.</param>
/// <param name="Reason">Why the format cannot hold the matrix; null where it can.</param>
/// <param name="Parameters">What the format chose or reached, in a fixed order.</param>
public sealed record StorageFigure(
    string Format,
    long? Bits,
    string Formula,
    string? Reason = null,
    IReadOnlyList<KeyValuePair<string, long>>? Parameters = null)
{
    /// <summary>ceil(bits / 8); null where the format cannot hold the matrix.</summary>
    public long? Bytes => Bits is long bits ? Arithmetic.CeilingDivide(bits, 8) : null;
}
