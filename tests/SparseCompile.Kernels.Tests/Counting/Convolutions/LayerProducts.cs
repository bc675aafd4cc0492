namespace SparseCompile.Kernels.Tests.Counting.Convolutions;

/// <summary>What one layer's kernels multiply in one inference.</summary>
internal sealed class LayerProducts
{
    /// <summary>Lanes that multiplied by a weight other than zero.</summary>
    public long Products { get; set; }

    /// <summary>What the kernels say they multiplied; 0 where they say nothing.</summary>
    public long Returned { get; set; }

    /// <summary>Products that each place of the output is the sum of, for convolutions.</summary>
    public SumArea? Sums { get; set; }
}
