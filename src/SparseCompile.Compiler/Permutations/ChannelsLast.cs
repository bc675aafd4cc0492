namespace SparseCompile.Compiler.Permutations;

/// <summary>An image with its channels side by side in every pixel.</summary>
internal static class ChannelsLast
{
    /// <summary>The element, channels first, at each place.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="pixels">Pixels of a channel.</param>
    public static int[] Order(int channels, int pixels)
    {
        int[] order = new int[channels * pixels];
        for (int pixel = 0, place = 0; pixel < pixels; pixel++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                order[place++] = (channel * pixels) + pixel;
            }
        }

        return order;
    }
}
