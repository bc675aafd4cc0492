using System.Globalization;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>The weights of a convolution as a matrix.</summary>
/// <param name="Matrix">[outputs, channels x rows x columns of the window].</param>
/// <param name="Bias">One for each output.</param>
/// <param name="Height">Rows of the window.</param>
/// <param name="Width">Columns of the window.</param>
internal sealed record ConvWeights(CsrMatrix Matrix, float[] Bias, int Height, int Width);

/// <summary>Reads the weights of a convolution in the order of PyTorch, [outputs, inputs / groups, height, width], or of Keras, [height, width, inputs / groups, outputs].</summary>
internal static class ConvReader
{
    /// <summary>The weights; null, with a diagnostic, where a tensor is missing or has another shape.</summary>
    public static ConvWeights? Read(ConvDeclaration declaration, TensorSource source, ImageShape image, ICollection<CompilerDiagnostic> diagnostics)
    {
        string name = declaration.Weight ?? declaration.Name + ".weight";
        if (image.Channels % declaration.Groups != 0)
        {
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.UnknownOption, declaration.Location, "Groups", Text(declaration.Groups), $"a divisor of the {Text(image.Channels)} channels of the input"));
            return null;
        }

        if (source.Catalog.Resolve(name) is not { } stored)
        {
            source.ReportMissing(name, NameHints.Closest(name, [.. source.Catalog.Plain.Where(other => other.Shape.Count > 2).Select(other => other.Name)]), declaration.Location);
            return null;
        }

        if (source.Read(stored, null, null, PatternValues.Refuse, declaration.Location) is not { } tensor)
        {
            return null;
        }

        int dimensions = declaration.Window.Y is null ? 1 : 2;
        if (Extents.Of(tensor.Info.Shape, declaration, dimensions, image.Channels) is not { } extents)
        {
            string window = dimensions == 1 ? "width" : "height, width", inputs = Text(image.Channels / declaration.Groups);
            string expected = declaration.Transposed ? $"[{window}, {inputs}, outputs]" : $"[outputs, {inputs}, {window}]";
            source.Report(
                Rules.WrongShape,
                declaration.Location,
                stored.Name,
                TensorSource.Describe(tensor.Info.Shape),
                $"{expected} for {Text(image.Channels)} channels in {Text(declaration.Groups)} groups");
            return null;
        }

        // Scales are those of outputs: the last extent of Keras, the first of PyTorch.
        long taps = tensor.Info.Shape.Aggregate(1L, (product, extent) => product * extent) / extents.Outputs;
        Tensor matrix = new(tensor.Info with { Shape = new(declaration.Transposed ? [taps, extents.Outputs] : [extents.Outputs, taps]) }, tensor.Positions, tensor.Values);
        if (new QuantizedWeights(source, declaration.Location, diagnostics).Apply(stored, matrix, declaration.Transposed) is not { } weights)
        {
            return null;
        }

        float[]? bias = new float[extents.Outputs];
        string biasName = declaration.Bias ?? declaration.Name + ".bias";
        if (declaration.Bias is { Length: > 0 } || (declaration.Bias is null && source.Catalog.Resolve(biasName) is not null))
        {
            bias = ReadBias(source, biasName, extents.Outputs, declaration);
        }

        return bias is null ? null : new ConvWeights(extents.Matrix(weights, image.Channels / declaration.Groups), bias, extents.Height, extents.Width);
    }

    private static float[]? ReadBias(TensorSource source, string name, int outputs, ConvDeclaration declaration)
    {
        if (source.Catalog.Resolve(name) is { } stored)
        {
            return source.ReadVector(stored, outputs, declaration.Location);
        }

        source.ReportMissing(name, "", declaration.Location);
        return null;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the extents of a weight tensor mean.</summary>
    private sealed record Extents(int Outputs, int Groups, int Channels, int Height, int Width, bool IsTransposed)
    {
        /// <summary>The last two extents are channels and how many outputs each has: a depthwise convolution of Keras.</summary>
        private bool IsMultiplied { get; init; }

        public static Extents? Of(IReadOnlyList<long> shape, ConvDeclaration declaration, int dimensions, int channels)
        {
            if (shape.Count != dimensions + 2 || shape.Any(extent => extent is < 1 or > ushort.MaxValue) || shape.Aggregate(1L, (product, extent) => product * extent) > int.MaxValue)
            {
                return null;
            }

            int[] all = [.. shape.Select(extent => (int)extent)];
            int window = declaration.Transposed ? 0 : 2;
            int height = dimensions == 1 ? 1 : all[window], width = all[window + dimensions - 1];
            int inputs = declaration.Transposed ? all[dimensions] : all[1], outputs = declaration.Transposed ? all[dimensions + 1] : all[0];
            bool isMultiplied = declaration.Transposed && declaration.Groups == channels && inputs == channels && channels > 1;
            outputs *= isMultiplied ? channels : 1;
            bool fits = (isMultiplied || inputs * declaration.Groups == channels) && outputs % declaration.Groups == 0;
            return fits ? new Extents(outputs, declaration.Groups, channels, height, width, declaration.Transposed) { IsMultiplied = isMultiplied } : null;
        }

        /// <summary>The matrix, rows with ascending columns.</summary>
        public CsrMatrix Matrix(Tensor tensor, int inputs)
        {
            int taps = Height * Width;
            (int Row, int Column)[] places = [.. tensor.Positions.Select(position => Place((int)position, inputs, taps))];
            int[] order = [.. Enumerable.Range(0, places.Length).OrderBy(i => places[i].Row).ThenBy(i => places[i].Column)];
            int[] starts = new int[Outputs + 1];
            foreach ((int row, _) in places)
            {
                starts[row + 1]++;
            }

            for (int row = 0; row < Outputs; row++)
            {
                starts[row + 1] += starts[row];
            }

            return new CsrMatrix(Outputs, Channels * taps, starts, [.. order.Select(i => places[i].Column)], [.. order.Select(i => tensor.Values[i])]);
        }

        private (int Row, int Column) Place(int position, int inputs, int taps)
        {
            int row, input, tap;
            if (!IsTransposed)
            {
                (row, input, tap) = (position / (inputs * taps), position / taps % inputs, position % taps);
            }
            else if (IsMultiplied)
            {
                (row, input, tap) = (position % Outputs, 0, position / Outputs);
            }
            else
            {
                (row, input, tap) = (position % Outputs, position / Outputs % inputs, position / Outputs / inputs);
            }

            int group = row / (Outputs / Groups);
            return (row, (((group * inputs) + input) * taps) + tap);
        }
    }
}
