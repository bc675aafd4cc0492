using System.Globalization;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>The operators of convolutions and pools, for the image that they read.</summary>
/// <param name="source">The weights.</param>
/// <param name="read">Takes what was read.</param>
/// <param name="diagnostics">Takes what is wrong.</param>
internal sealed class ImageLayers(TensorSource source, ICollection<LayerTensors> read, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>Elements of an image up to which one is compiled: orders of values are tables of integers.</summary>
    private const long LargestImage = 1 << 26;

    /// <summary>A convolution; null, with a diagnostic, where it does not fit.</summary>
    /// <param name="declaration">The attribute.</param>
    /// <param name="shape">Shape of what it reads; null where that is not known.</param>
    public Conv? Conv(ConvDeclaration declaration, Shape? shape)
    {
        string attribute = declaration.Window.Y is null ? "[Conv1D]" : "[Conv2D]";
        if (Image(attribute, declaration.Window.Y is null ? 2 : 3, shape, declaration.Location) is not { } image
            || new ConvReader(source, diagnostics).Read(declaration, image) is not { } weights)
        {
            return null;
        }

        read.Add(weights.Tensors);
        SlidingWindow window = Window(declaration.Window, weights.Height, weights.Width, image);
        Conv conv = new(weights.Tensors.Weights, weights.Tensors.Biases, ActivationFunction.None, window, image) { Groups = declaration.Groups, InputSparsity = declaration.InputSparsity };
        return Fits(attribute, window, conv.Output, declaration.Location) ? conv : null;
    }

    /// <summary>A pool; null, with a diagnostic, where it does not fit.</summary>
    /// <param name="declaration">The attribute.</param>
    /// <param name="shape">Shape of what it reads; null where that is not known.</param>
    public Pool? Pool(PoolDeclaration declaration, Shape? shape)
    {
        string attribute = declaration.Window is { } declared ? $"[{declaration.Kind}Pool{(declared.Y is null ? 1 : 2)}D]" : "[GlobalAveragePool]";
        int extents = declaration.Window is { } known ? known.Y is null ? 2 : 3 : shape?.Extents.Count == 2 ? 2 : 3;
        if (Image(attribute, extents, shape, declaration.Location) is not { } image)
        {
            return null;
        }

        SlidingWindow window = new(new WindowAxis(image.Height, 1, 1, 0, 0), new WindowAxis(image.Width, 1, 1, 0, 0));
        if (declaration.Window is { } own)
        {
            window = Window(own, own.Y?.Size ?? 1, own.X.Size, image);
            window = declaration.CeilMode ? new SlidingWindow(window.Y.RoundedUp(image.Height), window.X.RoundedUp(image.Width)) : window;
            foreach (WindowAxis axis in new[] { window.Y, window.X })
            {
                if (!own.IsSame && 2 * axis.PadBefore > axis.Reach)
                {
                    diagnostics.Add(CompilerDiagnostic.Create(Rules.UnknownOption, declaration.Location, "Padding", Text(axis.PadBefore), $"at most half of the window's {Text(axis.Reach)}"));
                    return null;
                }
            }
        }

        Pool pool = new(declaration.Kind, window, image, declaration.CountsPadding);
        return Fits(attribute, window, pool.Output, declaration.Location) ? pool : null;
    }

    private static SlidingWindow Window(WindowDeclaration declared, int height, int width, ImageShape image)
    {
        WindowAxis y = declared.Y is { } rows ? Axis(rows, height, image.Height, declared.IsSame) : new WindowAxis(height, 1, 1, 0, 0);
        return new SlidingWindow(y, Axis(declared.X, width, image.Width, declared.IsSame));
    }

    private static WindowAxis Axis(AxisDeclaration declared, int kernel, int inputs, bool isSame)
    {
        WindowAxis axis = new(kernel, declared.Stride, declared.Dilation, declared.Padding, declared.Padding);
        if (!isSame)
        {
            return axis;
        }

        // As PyTorch and TensorFlow have it: what is odd comes at the end.
        int outputs = (inputs + declared.Stride - 1) / declared.Stride;
        int padding = Math.Max(0, ((outputs - 1) * declared.Stride) + axis.Reach - inputs);
        return axis with { PadBefore = padding / 2, PadAfter = padding - (padding / 2) };
    }

    private ImageShape? Image(string attribute, int extents, Shape? shape, AttributePlace? location)
    {
        ImageShape? image = shape?.Extents.Count == extents ? ImageShape.Of(shape.Value) : null;
        if (image is null)
        {
            string found = shape is { } other ? $"an input of shape {other}" : "an input of unknown shape";
            string expected = extents == 2 ? "channels x length" : "channels x height x width";
            diagnostics.Add(CompilerDiagnostic.Create(Rules.UnknownOption, location, attribute, found, $"{expected}, as [Input(...)] or the layer before says"));
        }

        return image;
    }

    private bool Fits(string attribute, SlidingWindow window, ImageShape output, AttributePlace? location)
    {
        if (output.Height > 0 && output.Width > 0 && (long)output.Channels * output.Height * output.Width <= LargestImage)
        {
            return true;
        }

        string found = output.Height > 0 && output.Width > 0
            ? $"an output of {Text(output.Channels)} x {Text(output.Height)} x {Text(output.Width)}"
            : $"a window of {Text(window.Y.Reach)} x {Text(window.X.Reach)} that is larger than the image with its padding";
        diagnostics.Add(CompilerDiagnostic.Create(Rules.UnknownOption, location, attribute, found, "an output of 1 to 67,108,864 values"));
        return false;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
