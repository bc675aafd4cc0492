namespace SparseCompile.Kernels.Tests.Counting.Convolutions;

/// <summary>What a variable of generated code holds in each lane, as far as counting needs it.</summary>
internal sealed class LaneRegister
{
    public LaneContent Content { get; private set; }

    public int Lanes { get; private set; }

    /// <summary>Of weights: 1 where there is one. Of sums: the products that were added since they came from memory.</summary>
    public int[] Values { get; } = new int[16];

    /// <summary>Holds the same in all lanes.</summary>
    public void Fill(LaneContent content, int lanes, int value = 0)
    {
        (Content, Lanes) = (content, lanes);
        Array.Fill(Values, value, 0, lanes);
    }

    /// <summary>Holds what another holds.</summary>
    public void Copy(LaneRegister other)
    {
        (Content, Lanes) = (other.Content, other.Lanes);
        other.Values.CopyTo(Values, 0);
    }
}
