using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>Memory that holds a window of an image's rows: bands of them are computed one after the other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class RowWindow
{
    /// <summary>Moves the floats that are still needed to the beginning of the memory, where a band has no room behind them.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="slides">For each band and window three integers: where the floats are, how many there are, and which float of the image then lies at the beginning.</param>
    /// <param name="index">The window of the band.</param>
    /// <returns>Where the image would begin if all of it were in memory.</returns>
    public static float* Slide(float* memory, ReadOnlySpan<int> slides, int index)
    {
        ReadOnlySpan<int> slide = slides.Slice(3 * index, 3);
        (int from, int count) = (slide[0], slide[1]);
        if (count > 0)
        {
            Buffer.MemoryCopy(memory + from, memory, (long)count * sizeof(float), (long)count * sizeof(float));
        }

        return memory - slide[2];
    }
}
