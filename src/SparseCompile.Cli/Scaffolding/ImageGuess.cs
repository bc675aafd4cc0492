namespace SparseCompile.Cli.Scaffolding;

/// <summary>What weights of convolutions leave open: the size of the image, padding and pooling.</summary>
/// <param name="Input">Extents of the input: channels, and one or two sizes.</param>
/// <param name="IsSame">Convolutions keep the size of their image.</param>
/// <param name="HasPools">The size is halved after every convolution.</param>
/// <param name="IsGlobal">The last image is averaged to one value a channel.</param>
/// <param name="Fits">The shapes of all layers chain.</param>
internal sealed record ImageGuess(IReadOnlyList<long> Input, bool IsSame, bool HasPools, bool IsGlobal, bool Fits)
{
    /// <summary>Sizes of common inputs, the most common first.</summary>
    private static readonly long[] s_sizes = [32, 28, 64, 96, 128, 224, 48, 40, 49, 160, 192, 256, 16, 20, 24, 8, 10, 12, 14, 18, 30, 36, 50, 56, 60, 80, 84, 100, 112];

    /// <summary>The first of the common arrangements that lets the shapes chain.</summary>
    /// <param name="layers">The layers in order.</param>
    /// <param name="input">The input's extents where they are known.</param>
    public static ImageGuess? Of(IReadOnlyList<ScaffoldLayer> layers, IReadOnlyList<long>? input)
    {
        ScaffoldLayer[] convolutions = [.. layers.TakeWhile(layer => layer.Kind != LayerKind.Linear).Where(layer => layer.IsConv)];
        if (convolutions.Length == 0)
        {
            return null;
        }

        ScaffoldLayer? reader = layers.FirstOrDefault(layer => layer.Kind == LayerKind.Linear);
        int dimensions = convolutions[0].Window.Count;
        long channels = convolutions[^1].Outputs;
        IEnumerable<long[]> sizes = input is not null ? [[.. input.Skip(1)]] : s_sizes.Select(size => Enumerable.Repeat(size, dimensions).ToArray());
        long first = input?[0] ?? convolutions[0].Inputs;
        bool isGlobal = reader is not null && reader.Inputs == channels;
        foreach (long[] size in sizes)
        {
            foreach ((bool isSame, bool hasPools) in new[] { (false, true), (true, true), (true, false), (false, false) })
            {
                if (Pixels(convolutions, size, isSame, hasPools) is { } pixels && (reader is null || isGlobal || reader.Inputs == channels * pixels))
                {
                    return new ImageGuess([first, .. size], isSame, hasPools, isGlobal && pixels > 1, Fits: true);
                }
            }
        }

        return new ImageGuess([first, .. sizes.First()], IsSame: true, HasPools: false, IsGlobal: false, Fits: false);
    }

    /// <summary>Pixels of the last image; null where one of the images has none.</summary>
    private static long? Pixels(ScaffoldLayer[] convolutions, long[] input, bool isSame, bool hasPools)
    {
        long pixels = 1;
        for (int axis = 0; axis < input.Length; axis++)
        {
            long size = input[axis];
            foreach (ScaffoldLayer convolution in convolutions)
            {
                size = isSame ? size : size - convolution.Window[Math.Min(axis, convolution.Window.Count - 1)] + 1;
                size = hasPools ? size / 2 : size;
            }

            if (size < 1)
            {
                return null;
            }

            pixels *= size;
        }

        return pixels;
    }
}
