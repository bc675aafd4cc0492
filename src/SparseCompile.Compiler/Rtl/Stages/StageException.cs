namespace SparseCompile.Compiler.Rtl.Stages;

/// <summary>A network that integers can do has no stages.</summary>
/// <param name="layer">The layer.</param>
/// <param name="found">What it has that stages cannot do.</param>
public sealed class StageException(string layer, string found) : Exception($"Layer '{layer}' has no form in hardware: found {found}")
{
    /// <summary>The layer.</summary>
    public string Layer { get; } = layer;
}
