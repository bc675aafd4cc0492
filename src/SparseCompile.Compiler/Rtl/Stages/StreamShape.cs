namespace SparseCompile.Compiler.Rtl.Stages;

/// <summary>What flows between stages: a beat is one pixel with all its channels, a byte each; a vector is one beat.</summary>
/// <param name="Channels">Bytes of a beat.</param>
/// <param name="Beats">Beats of one inference.</param>
public readonly record struct StreamShape(int Channels, int Beats)
{
    /// <summary>Bits of a beat.</summary>
    public int Bits => 8 * Channels;
}
