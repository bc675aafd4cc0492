using System.Globalization;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Encodings;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Finds a model's tensors in its weight files, and says clearly what is wrong when it cannot.</summary>
internal sealed class TensorSource(WeightFile file, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>Rows or columns a layer may have: every one takes memory of the compiler and of the generated kernels, even where nothing is stored.</summary>
    private const int LargestExtent = 1 << 22;

    /// <summary>Extents that a matrix may have, all but two of which are 1: no framework has layers of more.</summary>
    private const int MostExtents = 8;

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>The weight file, or the files as one.</summary>
    public WeightFile File { get; } = file;

    /// <summary>What they have.</summary>
    public TensorCatalog Catalog { get; } = new(file);

    /// <summary>Whether a tensor has been read.</summary>
    public bool IsRead(string tensor) => _read.Contains(tensor);

    /// <summary>Reads a matrix as stored, but for scales and masks, which are applied; null, and a diagnostic, when it cannot.</summary>
    /// <param name="stored">Where it is.</param>
    /// <param name="transposed">Whether its columns are the outputs.</param>
    /// <param name="rows">Rows where they are known from elsewhere and not stored.</param>
    /// <param name="columns">Columns likewise.</param>
    /// <param name="patternValues">What the entries of a pattern become.</param>
    /// <param name="location">The attribute.</param>
    public Tensor? ReadMatrix(StoredTensor stored, bool transposed, int? rows, int? columns, PatternValues patternValues, AttributePlace? location)
    {
        if (Read(stored, rows, columns, patternValues, location) is not { } tensor)
        {
            return null;
        }

        if (Squeeze(tensor.Info.Shape) is not { } shape)
        {
            Report(Rules.WrongShape, location, stored.Name, Describe(tensor.Info.Shape), transposed ? "[inputs, outputs]" : "[outputs, inputs]");
            return null;
        }

        tensor = new Tensor(tensor.Info with { Shape = new(shape) }, tensor.Positions, tensor.Values);
        if (shape.Any(extent => extent > LargestExtent))
        {
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.TooLarge,
                location,
                OwnerOf(stored),
                $", tensor {Printable.Quote(stored.Name)},",
                "the shape " + Describe(tensor.Info.Shape),
                $"at most {LargestExtent.ToString(CultureInfo.InvariantCulture)} rows and columns"));
            return null;
        }

        return new QuantizedWeights(this, location, diagnostics).Apply(stored, tensor, transposed);
    }

    /// <summary>Reads a vector of the given length; null, and a diagnostic, when it cannot.</summary>
    public float[]? ReadVector(StoredTensor stored, int length, AttributePlace? location)
    {
        if (Read(stored, null, null, PatternValues.Refuse, location) is not { } tensor)
        {
            return null;
        }

        if (VectorLength(tensor.Info) != length)
        {
            Report(Rules.WrongShape, location, stored.Name, Describe(tensor.Info.Shape), $"[{length.ToString(CultureInfo.InvariantCulture)}]");
            return null;
        }

        float[] values = new float[length];
        for (int i = 0; i < tensor.Positions.Length; i++)
        {
            values[tensor.Positions[i]] = tensor.Values[i];
        }

        return values;
    }

    /// <summary>Reads a tensor of any shape; null, and a diagnostic, when it cannot.</summary>
    public Tensor? Read(StoredTensor stored, int? rows, int? columns, PatternValues patternValues, AttributePlace? location)
    {
        _read.UnionWith(stored.Tensors);
        TensorReadResult result = stored.Group is { } group
            ? SparseGroupReader.Read(File, group, rows, columns)
            : File.Read(stored.Tensor, patternValues);
        if (result.Tensor is { } original && stored.Mask is { } maskName)
        {
            TensorReadResult mask = File.Read(maskName);
            if (mask.Tensor is { } factor && !factor.Info.Shape.SequenceEqual(original.Info.Shape))
            {
                Report(Rules.WrongShape, location, maskName, Describe(factor.Info.Shape), $"{Describe(original.Info.Shape)}, the shape of {Printable.Quote(stored.Tensor)}");
                return null;
            }

            result = mask.Tensor is null ? mask : new TensorReadResult(TensorProduct.Of(stored.Name, original, mask.Tensor), null);
        }

        if (result.Tensor is not { } tensor)
        {
            diagnostics.Add(WeightFileDiagnostics.Create(OwnerOf(stored), result.Error!, location));
            return null;
        }

        for (int i = 0; i < tensor.Values.Length; i++)
        {
            if (float.IsNaN(tensor.Values[i]) || float.IsInfinity(tensor.Values[i]))
            {
                Report(
                    Rules.NonFiniteWeight, location, stored.Name, tensor.Values[i].ToString(CultureInfo.InvariantCulture), Shapes.IndexText(tensor.Info.Shape, tensor.Positions[i]));
                return null;
            }
        }

        return tensor;
    }

    /// <summary>Reports that a name is not in the files.</summary>
    public void ReportMissing(string name, string hint, AttributePlace? location)
    {
        if (File.Damaged.Contains(name))
        {
            diagnostics.Add(WeightFileDiagnostics.Create(File.Owner(name)!.LogicalName, File.Read(name).Error!, location));
            return;
        }

        string[] names = [.. Catalog.Plain.Select(tensor => tensor.Name), .. Catalog.Groups.Select(group => group.Name)];
        diagnostics.Add(CompilerDiagnostic.Create(Rules.TensorNotFound, location, File.DisplayName, Printable.Escape(name), NameHints.List(names), hint));
    }

    /// <summary>Reports something about a tensor.</summary>
    public void Report(Rule rule, AttributePlace? location, string tensor, string found, string expected) =>
        diagnostics.Add(CompilerDiagnostic.Create(rule, location, File.Owner(tensor)?.LogicalName ?? File.DisplayName, Printable.Escape(tensor), found, expected));

    /// <summary>The name of the file that has a tensor.</summary>
    public string OwnerOf(StoredTensor stored) => File.Owner(stored.Tensors.First())?.LogicalName ?? File.DisplayName;

    /// <summary>Values of a vector; 0 when the tensor is no vector, or an empty one.</summary>
    public static int VectorLength(TensorInfo info)
    {
        // Frameworks save vectors as [n], [1, n] or [n, 1] alike; what counts is that there is one extent.
        long[] extents = [.. info.Shape.Where(extent => extent != 1)];
        long length = extents.Length == 0 ? 1 : extents[0];
        return info.Shape.Count > 0 && extents.Length <= 1 && length <= int.MaxValue ? (int)length : 0;
    }

    /// <summary>The two extents of a matrix: those of a convolution of 1 x 1 are [outputs, inputs, 1, 1], or [1, 1, inputs, outputs] in Keras. Null for anything else.</summary>
    public static long[]? Squeeze(IReadOnlyList<long> shape)
    {
        if (shape.Count > MostExtents)
        {
            return null;
        }

        bool isTrailing = shape.Count >= 2 && shape.Skip(2).All(extent => extent == 1);
        bool isLeading = shape.Count > 2 && shape.Take(shape.Count - 2).All(extent => extent == 1);
        return isTrailing && isLeading && (shape[0] != shape[shape.Count - 2] || shape[1] != shape[shape.Count - 1]) ? null
            : isTrailing ? [shape[0], shape[1]]
            : isLeading ? [shape[shape.Count - 2], shape[shape.Count - 1]]
            : null;
    }

    /// <summary>An extent list as users write it.</summary>
    public static string Describe(IEnumerable<long> shape) => Printable.List(shape);
}
