namespace SparseCompile.Compiler.Passes;

/// <summary>Flags of the elements of a value, of which a large image has millions.</summary>
internal static class ElementFlags
{
    /// <summary>Each as often as a channel has pixels.</summary>
    public static bool[] Repeated(bool[] channels, int pixels)
    {
        bool[] elements = new bool[channels.Length * pixels];
        for (int i = 0; i < channels.Length; i++)
        {
            for (int pixel = i * pixels; channels[i] && pixel < (i + 1) * pixels; pixel++)
            {
                elements[pixel] = true;
            }
        }

        return elements;
    }

    /// <summary>Elements whose flag is set in all operands.</summary>
    public static bool[] All(bool[][] operands)
    {
        bool[] all = (bool[])operands[0].Clone();
        foreach (bool[] operand in operands.Skip(1))
        {
            for (int i = 0; i < all.Length; i++)
            {
                all[i] &= operand[i];
            }
        }

        return all;
    }
}
