namespace SparseCompile.Kernels.Tests.Counting;

/// <summary>What the statements of a kernel multiply, counted as they would be executed.</summary>
internal sealed class SourceMultiplies
{
    /// <summary>Lanes whose weight is neither zero: one for each input of a batch.</summary>
    public long Active { get; set; }

    /// <summary>Multiplies of whole sums by a scale other than zero: one for each input of a batch.</summary>
    public long Scales { get; set; }

    /// <summary>All lanes.</summary>
    public long Lanes { get; set; }
}
