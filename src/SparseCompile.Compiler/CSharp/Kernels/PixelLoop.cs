using SparseCompile.Compiler.CSharp.Dialects;
using SparseCompile.Compiler.Lanes.Ops;

namespace SparseCompile.Compiler.CSharp.Kernels;

/// <summary>The loop over the pixels of each channel that are not zero.</summary>
internal static class PixelLoop
{
    /// <summary>Prints it.</summary>
    public static void Print(SourceWriter writer, LaneDialect dialect, MultiplyAddActivePixels op)
    {
        ActivePixels image = op.Image;
        writer.Line("long executed = 0;");
        writer.Line($"int* pixels = active + {image.Channels};");
        writer.Line($"int* columns = rows + {2 * image.Height};");
        using (writer.Open($"for (int channel = 0; channel < {image.Channels}; channel++)"))
        {
            writer.Line($"int* pixel = pixels + (channel * {image.Pixels});");
            writer.Line($"int* starts = counts + (channel * {2 * image.KernelHeight});");
            using (writer.Open("for (int left = active[channel]; left > 0; left--)"))
            {
                writer.Line("int place = *pixel++;");
                writer.Line($"int y = place / {image.Width};");
                writer.Line($"int x = place - (y * {image.Width});");
                writer.Line($"{dialect.RegisterType} value = {dialect.Broadcast($"input[(place * {image.Channels}) + channel]")};");
                writer.Line($"float* target = output + ((((y + {image.Top}) * {image.OutputWidth}) + x + {image.Left}) * {op.Outputs});");
                writer.Line("int* first = starts + columns[x] + rows[2 * y];");
                writer.Line("int* end = starts + columns[x] + rows[(2 * y) + 1];");
                writer.Line("executed += end[1] - first[1];");
                writer.Line("int* slot = slots + *first;");
                writer.Line("int steps = *end - *first;");

                // Blocks that reach into the next pixel's channels leave them as they are, which must be as the block before left them: one at a time.
                BlockLoop blocks = new("slot", 2, i => $"target + slot[{2 * i}]", i => $"weights + slot[{(2 * i) + 1}]", op.IsMasked);
                blocks.Print(writer, dialect, areApart: op.Outputs % dialect.Lanes == 0);
            }
        }
    }
}
