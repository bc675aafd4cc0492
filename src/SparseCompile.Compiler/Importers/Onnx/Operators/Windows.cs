using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>The windows of convolutions and pools along each axis of an image, as nodes state them.</summary>
internal static class Windows
{
    /// <summary>Windows of a kernel over the axes of an image.</summary>
    /// <param name="node">The node: strides, dilations, pads, auto_pad, ceil_mode.</param>
    /// <param name="kernel">Taps along each axis.</param>
    /// <param name="image">Extents of each axis.</param>
    public static WindowAxis[] Of(NodeContext node, int[] kernel, int[] image)
    {
        int axes = image.Length;
        int[] strides = Positive(node, "strides", axes), dilations = Positive(node, "dilations", axes);
        int[] pads = node.Ints("pads") ?? new int[2 * axes];
        string auto = node.Text("auto_pad", "NOTSET");
        if (kernel.Length != axes || kernel.Any(taps => taps < 1) || pads.Length != 2 * axes || pads.Any(pad => pad < 0) || kernel.Any(taps => taps > Shapes.MostElements))
        {
            throw node.Fail($"a kernel of {Shapes.Text(kernel)} with pads {Shapes.Text(pads)}", $"positive extents for {axes} axes, and two pads of 0 or more for each");
        }

        WindowAxis[] windows = new WindowAxis[axes];
        for (int axis = 0; axis < axes; axis++)
        {
            WindowAxis window = new(kernel[axis], strides[axis], dilations[axis], 0, 0);
            if ((long)(kernel[axis] - 1) * dilations[axis] >= Shapes.MostElements)
            {
                throw node.Fail($"a window of {kernel[axis]} taps at a distance of {dilations[axis]}", "a smaller one");
            }

            window = auto switch
            {
                "NOTSET" or "" => window with { PadBefore = pads[axis], PadAfter = pads[axes + axis] },
                "VALID" => window,
                "SAME_UPPER" => Same(window, image[axis], isLower: false),
                "SAME_LOWER" => Same(window, image[axis], isLower: true),
                _ => throw node.Fail($"auto_pad of '{auto}'", "NOTSET, VALID, SAME_UPPER or SAME_LOWER"),
            };
            windows[axis] = node.Int("ceil_mode", 0) != 0 && auto is "NOTSET" or "" ? window.RoundedUp(image[axis]) : window;
            if (windows[axis].Outputs(image[axis]) < 1)
            {
                throw node.Fail($"a window of {window.Reach} over {image[axis]} elements", "one that fits, with its padding");
            }
        }

        return windows;
    }

    /// <summary>Several positive integers, 1 each without the attribute.</summary>
    public static int[] Positive(NodeContext node, string name, int count)
    {
        int[] values = node.Ints(name) ?? [.. Enumerable.Repeat(1, count)];
        return values.Length == count && values.All(value => value is >= 1 and <= Shapes.MostElements) ? values : throw node.Fail($"{name} of {Shapes.Text(values)}", $"{count} positive integers");
    }

    private static WindowAxis Same(WindowAxis window, int inputs, bool isLower)
    {
        int outputs = (inputs + window.Stride - 1) / window.Stride;
        int padding = Math.Max(0, ((outputs - 1) * window.Stride) + window.Reach - inputs);
        int before = isLower ? (padding + 1) / 2 : padding / 2;
        return window with { PadBefore = before, PadAfter = padding - before };
    }
}
