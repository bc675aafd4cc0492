namespace SparseCompile.Compiler.Tensors.Encodings;

/// <summary>Multiplies tensors of one shape, element by element.</summary>
internal static class TensorProduct
{
    /// <summary>The product under the name of the first, of which an element is pruned where either is zero.</summary>
    public static Tensor Of(string name, Tensor left, Tensor right)
    {
        List<long> positions = [];
        List<float> values = [];
        for (int i = 0, k = 0; i < left.Positions.Length && k < right.Positions.Length;)
        {
            if (left.Positions[i] == right.Positions[k])
            {
                float value = left.Values[i] * right.Values[k];
                if (value != 0f)
                {
                    positions.Add(left.Positions[i]);
                    values.Add(value);
                }

                i++;
                k++;
            }
            else if (left.Positions[i] < right.Positions[k])
            {
                i++;
            }
            else
            {
                k++;
            }
        }

        return new Tensor(left.Info with { Name = name }, [.. positions], [.. values]);
    }

    /// <summary>Whether a factor's zeros are zeros of a tensor anyway.</summary>
    public static bool IsUnchanged(Tensor tensor, Tensor factor)
    {
        HashSet<long> kept = [.. factor.Positions];
        return tensor.Positions.All(kept.Contains);
    }
}
