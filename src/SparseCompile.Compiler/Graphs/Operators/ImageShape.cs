namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>Extents of a value that is an image: a signal over time is one of height 1.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels of a row.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Pixels of a channel.</summary>
    public int Pixels => Height * Width;

    /// <summary>Elements.</summary>
    public int Length => Channels * Pixels;

    /// <summary>The element, channels first, at each place where the channels of a pixel follow one another.</summary>
    public int[] ChannelsLast()
    {
        int[] order = new int[Length];
        for (int place = 0; place < order.Length; place++)
        {
            order[place] = (place % Channels * Pixels) + (place / Channels);
        }

        return order;
    }

    /// <summary>The image of a shape [channels, length] or [channels, height, width]; null for other shapes.</summary>
    public static ImageShape? Of(Shape shape) => shape.Extents.Count switch
    {
        2 => new ImageShape(shape.Extents[0], 1, shape.Extents[1]),
        3 => new ImageShape(shape.Extents[0], shape.Extents[1], shape.Extents[2]),
        _ => null,
    };

    /// <summary>The same as a shape with as many extents as another.</summary>
    public Shape Like(Shape other) => Shape.Of(other.Extents.Count == 2 ? [Channels, Width] : [Channels, Height, Width]);
}
