using System.Globalization;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>The weights of a convolution.</summary>
/// <param name="Tensors">The matrix is [outputs, channels x rows x columns of the window].</param>
/// <param name="Height">Rows of the window.</param>
/// <param name="Width">Columns of the window.</param>
internal sealed record ConvWeights(LayerTensors Tensors, int Height, int Width);

/// <summary>Reads the weights of a convolution in the order of PyTorch, [outputs, inputs / groups, height, width], or of Keras, [height, width, inputs / groups, outputs].</summary>
/// <param name="source">The tensors.</param>
/// <param name="diagnostics">Takes what is wrong.</param>
internal sealed class ConvReader(TensorSource source, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>The weights; null, with a diagnostic, where a tensor is missing or has another shape.</summary>
    public ConvWeights? Read(ConvDeclaration declaration, ImageShape image)
    {
        if (image.Channels % declaration.Groups != 0)
        {
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.UnknownOption, declaration.Location, "Groups", Text(declaration.Groups), $"a divisor of the {Text(image.Channels)} channels of the input"));
            return null;
        }

        LayerTensorNames names = new(source, diagnostics);
        if (names.FindWeight(declaration, Suggest) is not { } stored
            || !names.FindBias(declaration, stored, out StoredTensor? storedBias)
            || source.Read(stored, null, null, PatternValues.Refuse, declaration.Location) is not { } tensor)
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
        long count = tensor.Info.Shape.Aggregate(1L, (product, extent) => product * extent), taps = count / extents.Outputs;
        Tensor flat = new(tensor.Info with { Shape = new(declaration.Transposed ? [taps, extents.Outputs] : [extents.Outputs, taps]) }, tensor.Positions, tensor.Values);
        if (new QuantizedWeights(source, declaration.Location, diagnostics).Apply(stored, flat, declaration.Transposed) is not { } weights
            || (storedBias is null ? new float[extents.Outputs] : source.ReadVector(storedBias, extents.Outputs, declaration.Location)) is not { } biases)
        {
            return null;
        }

        if (Extents.Of(tensor.Info.Shape, declaration with { Transposed = true }, dimensions, image.Channels) is not null)
        {
            new WeightOrder(source, diagnostics).Report(declaration, stored, tensor.Info.Shape);
        }

        CsrMatrix matrix = extents.Matrix(ZeroWeights.Prune(weights, declaration.PruneBelow), image.Channels / declaration.Groups);
        if (declaration.PruneBelow == 0)
        {
            ZeroWeights.Report(declaration.Name, matrix, count, declaration.Location, diagnostics);
        }

        return new ConvWeights(new LayerTensors(declaration, stored, storedBias, matrix, biases), extents.Height, extents.Width);
    }

    private string Suggest(string name) => NameHints.Closest(name, [.. source.Catalog.Plain.Where(other => other.Shape.Count > 2).Select(other => other.Name)]);

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
