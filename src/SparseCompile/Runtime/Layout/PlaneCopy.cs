using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseCompile.Runtime;

/// <summary>Lays images out as planes: one for each channel and column of a window.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PlaneCopy
{
    /// <summary>Planes of a channel whose rows are worked out once: done for each plane of each channel, its divisions showed in a profile.</summary>
    private const int MostPlanes = 64;

    /// <summary>A plane for each channel and column of a window.</summary>
    /// <param name="from">The image.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="isChannelsFirst">The image is channel after channel; else its channels are side by side.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Shift(float* from, float* to, in ShiftedPlanes layout, bool isChannelsFirst)
    {
        float* end = from + ((nint)layout.Channels * layout.Height * layout.Width);
        bool isDense = isChannelsFirst && layout.StrideX == 1;
        int planes = layout.KernelWidth * layout.Phases;
        PlaneRows* rows = stackalloc PlaneRows[planes <= MostPlanes ? planes : 1];
        for (int i = 0; planes <= MostPlanes && i < planes; i++)
        {
            rows[i] = PlaneRows.Of(layout, i);
        }

        // Planes in the order in which they lie in memory: a row may be written with more behind it than it has.
        float* plane = to;
        for (int channel = 0; channel < layout.Channels; channel++)
        {
            float* image = from + (isChannelsFirst ? (nint)channel * layout.Height * layout.Width : channel);
            for (int i = 0; i < planes; i++, plane += layout.PlaneFloats)
            {
                PlaneRows own = planes <= MostPlanes ? rows[i] : PlaneRows.Of(layout, i);
                if (isDense)
                {
                    CopyDense(image, end, plane, layout, own);
                }
                else
                {
                    CopyStrided(image, plane, layout, own, isChannelsFirst ? 1 : layout.Channels);
                }
            }
        }
    }

    /// <summary>Rows whose inputs lie one after the other: whole vectors, what is too much of a row being overwritten by the next.</summary>
    private static void CopyDense(float* image, float* end, float* plane, in ShiftedPlanes layout, in PlaneRows rows)
    {
        int width = layout.OutputWidth, count = rows.End - rows.First;
        float* whole = end - Vector512<float>.Count;
        bool isInside = rows.Top >= 0 && rows.Top + ((layout.Rows - 1) * layout.StrideY) < layout.Height && count == width;
        float* furthest = image + (((nint)rows.Top + ((layout.Rows - 1) * layout.StrideY)) * layout.Width) + rows.Left;
        if (isInside && count <= Vector512<float>.Count && furthest <= whole)
        {
            // The usual window, without padding over a small image: a load and a store for each row.
            float* from = image + ((nint)rows.Top * layout.Width) + rows.Left;
            nint down = (nint)layout.StrideY * layout.Width;
            for (int left = layout.Rows; left > 0; left--, from += down, plane += width)
            {
                Vector512.Load(from).Store(plane);
            }

            return;
        }

        for (int row = 0, y = rows.Top; row < layout.Rows; row++, y += layout.StrideY, plane += width)
        {
            if (y < 0 || y >= layout.Height)
            {
                new Span<float>(plane, width).Clear();
                continue;
            }

            for (int x = 0; x < rows.First; x++)
            {
                plane[x] = 0f;
            }

            float* source = image + ((nint)y * layout.Width) + rows.Left + rows.First;
            float* target = plane + rows.First;
            int i = 0;
            for (; i < count && source + i <= whole; i += Vector512<float>.Count)
            {
                Vector512.Load(source + i).Store(target + i);
            }

            for (; i < count; i++)
            {
                target[i] = source[i];
            }

            for (int x = rows.End; x < width; x++)
            {
                plane[x] = 0f;
            }
        }
    }

    private static void CopyStrided(float* image, float* plane, in ShiftedPlanes layout, in PlaneRows rows, int step)
    {
        int width = layout.OutputWidth;
        nint distance = (nint)layout.StrideX * step;
        for (int row = 0, y = rows.Top; row < layout.Rows; row++, y += layout.StrideY, plane += width)
        {
            if (y < 0 || y >= layout.Height)
            {
                new Span<float>(plane, width).Clear();
                continue;
            }

            float* source = image + ((((nint)y * layout.Width) + rows.Left) * step);
            for (int x = 0; x < width; x++)
            {
                plane[x] = x < rows.First || x >= rows.End ? 0f : source[x * distance];
            }
        }
    }

    /// <summary>What the rows of a plane have in common.</summary>
    private readonly struct PlaneRows
    {
        /// <summary>The column of the input under the first pixel of a row.</summary>
        public readonly int Left;

        /// <summary>The first pixel whose input is inside of the row.</summary>
        public readonly int First;

        /// <summary>The pixel behind the last that is.</summary>
        public readonly int End;

        /// <summary>The row of the input that the first row of the plane is.</summary>
        public readonly int Top;

        private PlaneRows(in ShiftedPlanes layout, int column, int top)
        {
            (int width, int stride) = (layout.OutputWidth, layout.StrideX);
            Left = (column * layout.DilationX) - layout.Left;
            First = Math.Min(width, Left >= 0 ? 0 : (-Left + stride - 1) / stride);
            End = Math.Max(First, Math.Min(width, layout.Width - Left <= 0 ? 0 : ((layout.Width - Left - 1) / stride) + 1));
            Top = top;
        }

        /// <summary>Those of a plane of each channel.</summary>
        /// <param name="layout">The layout.</param>
        /// <param name="plane">The plane, column after column.</param>
        public static PlaneRows Of(in ShiftedPlanes layout, int plane)
        {
            int phase = plane % layout.Phases, tap = 0;
            while (!layout.IsFirst(tap) || layout.PhaseOf(tap) != phase)
            {
                tap++;
                if (tap == layout.KernelHeight)
                {
                    // A plane that no tap reads.
                    tap = 0;
                    break;
                }
            }

            return new PlaneRows(layout, plane / layout.Phases, (tap * layout.DilationY % layout.StrideY) - layout.Top);
        }
    }
}
