using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
        bool isDense = isChannelsFirst && layout.StrideX == 1;
        int planes = layout.KernelWidth * layout.Phases;
        PlaneRows* rows = stackalloc PlaneRows[planes <= MostPlanes ? planes : 1];
        for (int i = 0; planes <= MostPlanes && i < planes; i++)
        {
            rows[i] = PlaneRows.Of(layout, i);
        }

        float* plane = to;
        for (int channel = 0; channel < layout.Channels; channel++)
        {
            float* image = from + (isChannelsFirst ? (nint)channel * layout.Height * layout.Width : channel);
            for (int i = 0; i < planes; i++, plane += layout.PlaneFloats)
            {
                PlaneRows own = planes <= MostPlanes ? rows[i] : PlaneRows.Of(layout, i);
                if (isDense)
                {
                    CopyDense(image, plane, layout, own);
                }
                else
                {
                    CopyStrided(image, plane, layout, own, isChannelsFirst ? 1 : layout.Channels);
                }
            }
        }
    }

    /// <summary>Rows whose inputs lie one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyDense(float* image, float* plane, in ShiftedPlanes layout, in PlaneRows rows)
    {
        (int width, int stride, int first, int end) = (layout.OutputWidth, layout.StrideY, rows.First, rows.End);
        nint down = (nint)stride * layout.Width;
        float* source = image + ((nint)rows.Top * layout.Width) + rows.Left + first;
        int y = rows.Top, tail = width - Vector256<float>.Count;
        bool isInside = first == 0 && end == width && y >= 0 && y + ((layout.Rows - 1) * stride) < layout.Height;
        if (isInside && Vector256.IsHardwareAccelerated && tail >= 0 && tail <= Vector256<float>.Count)
        {
            // The usual window without padding over a small image: two loads and two stores for each row.
            for (int row = layout.Rows; row > 0; row--, plane += width, source += down)
            {
                Vector256<float> head = Vector256.Load(source), rest = Vector256.Load(source + tail);
                head.Store(plane);
                rest.Store(plane + tail);
            }

            return;
        }

        for (int row = layout.Rows; row > 0; row--, y += stride, plane += width, source += down)
        {
            if ((uint)y >= (uint)layout.Height)
            {
                Clear(plane, width);
                continue;
            }

            Clear(plane, first);
            Copy(source, plane + first, end - first);
            Clear(plane + end, width - end);
        }
    }

    /// <summary>So many floats and no more: the last vector overlaps the one before. Spans' copies cost a call for each row, which is short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* source, float* target, int count)
    {
        if (Vector256.IsHardwareAccelerated && count >= Vector256<float>.Count)
        {
            for (int i = 0; i < count - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Vector256.Load(source + i).Store(target + i);
            }

            int last = count - Vector256<float>.Count;
            Vector256.Load(source + last).Store(target + last);
        }
        else if (count >= Vector128<float>.Count)
        {
            for (int i = 0; i < count - Vector128<float>.Count; i += Vector128<float>.Count)
            {
                Vector128.Load(source + i).Store(target + i);
            }

            int last = count - Vector128<float>.Count;
            Vector128.Load(source + last).Store(target + last);
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                target[i] = source[i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(float* target, int count)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] = 0f;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

            float* source = image + ((((nint)y * layout.Width) + rows.Left) * step) + (rows.First * distance);
            Clear(plane, rows.First);
            CopyStrided(source, plane + rows.First, rows.End - rows.First, distance);
            Clear(plane + rows.End, width - rows.End);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyStrided(float* source, float* target, int count, nint distance)
    {
        int i = 0;
        if (Avx2.IsSupported && distance == 2)
        {
            // One more must follow, since as many are loaded between the last one and the next.
            for (; i + Vector256<float>.Count < count; i += Vector256<float>.Count)
            {
                Vector256<float> pairs = Avx.Shuffle(Vector256.Load(source + (2 * i)), Vector256.Load(source + (2 * i) + Vector256<float>.Count), 0b10_00_10_00);
                Avx2.Permute4x64(pairs.AsDouble(), 0b11_01_10_00).AsSingle().Store(target + i);
            }
        }

        for (; i < count; i++)
        {
            target[i] = source[i * distance];
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
