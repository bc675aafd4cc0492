using System.Globalization;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Finds a model's tensors in its weight file, and says clearly what is wrong when it cannot.</summary>
internal sealed class TensorSource(WeightFile file, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>Rows or columns a layer may have: every one takes memory of the compiler and of the generated kernels, even where nothing is stored.</summary>
    private const int LargestExtent = 1 << 22;

    /// <summary>The weight file.</summary>
    public WeightFile File { get; } = file;

    /// <summary>Whether the file has a tensor of this name.</summary>
    public bool Has(string name) => File.Tensors.Any(tensor => tensor.Name == name);

    /// <summary>Reads a matrix, [outputs, inputs], or [inputs, outputs] where <paramref name="transposed"/>; null, and a diagnostic, when it cannot.</summary>
    public CsrMatrix? ReadMatrix(string name, bool transposed, PatternValues patternValues, AttributePlace? location)
    {
        if (Read(name, patternValues, location) is not { } tensor)
        {
            return null;
        }

        if (tensor.Info.Shape.Count != 2)
        {
            Report(Rules.WrongShape, location, name, Describe(tensor.Info.Shape), transposed ? "[inputs, outputs]" : "[outputs, inputs]");
            return null;
        }

        if (tensor.Info.Shape.Any(extent => extent > LargestExtent))
        {
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.TooLarge,
                location,
                File.LogicalName,
                $", tensor '{name}',",
                "the shape " + Describe(tensor.Info.Shape),
                $"at most {LargestExtent.ToString(CultureInfo.InvariantCulture)} rows and columns"));
            return null;
        }

        return MatrixBuilder.FromTensor(tensor, transposed);
    }

    /// <summary>Reads a tensor of any shape; null, and a diagnostic, when it cannot.</summary>
    public Tensor? ReadTensor(string name, AttributePlace? location) => Read(name, PatternValues.Refuse, location);

    /// <summary>Reads a vector of the given length; null, and a diagnostic, when it cannot.</summary>
    public float[]? ReadVector(string name, int length, AttributePlace? location)
    {
        if (Read(name, PatternValues.Refuse, location) is not { } tensor)
        {
            return null;
        }

        if (VectorLength(tensor.Info) != length)
        {
            Report(Rules.WrongShape, location, name, Describe(tensor.Info.Shape), $"[{length.ToString(CultureInfo.InvariantCulture)}]");
            return null;
        }

        float[] values = new float[length];
        for (int i = 0; i < tensor.Positions.Length; i++)
        {
            values[tensor.Positions[i]] = tensor.Values[i];
        }

        return values;
    }

    /// <summary>Values of a vector; 0 when the tensor is no vector, or an empty one.</summary>
    public static int VectorLength(TensorInfo info)
    {
        // Frameworks save vectors as [n], [1, n] or [n, 1] alike; what counts is that there is one extent.
        long[] extents = [.. info.Shape.Where(extent => extent != 1)];
        long length = extents.Length == 0 ? 1 : extents[0];
        return info.Shape.Count > 0 && extents.Length <= 1 && length <= int.MaxValue ? (int)length : 0;
    }

    /// <summary>An extent list as users write it.</summary>
    public static string Describe(IEnumerable<long> shape) =>
        "[" + string.Join(", ", shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture))) + "]";

    private Tensor? Read(string name, PatternValues patternValues, AttributePlace? location)
    {
        if (!Has(name))
        {
            string[] names = [.. File.Tensors.Select(tensor => tensor.Name)];
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.TensorNotFound, location, File.LogicalName, name, NameHints.List(names), NameHints.Closest(name, names)));
            return null;
        }

        TensorReadResult result = File.Read(name, patternValues);
        if (result.Tensor is not { } tensor)
        {
            diagnostics.Add(WeightFileDiagnostics.Create(File.LogicalName, result.Error!, location));
            return null;
        }

        for (int i = 0; i < tensor.Values.Length; i++)
        {
            if (float.IsNaN(tensor.Values[i]) || float.IsInfinity(tensor.Values[i]))
            {
                Report(
                    Rules.NonFiniteWeight, location, name, tensor.Values[i].ToString(CultureInfo.InvariantCulture), Place(tensor.Positions[i], tensor.Info));
                return null;
            }
        }

        return tensor;
    }

    private void Report(Rule rule, AttributePlace? location, string tensor, string found, string expected) =>
        diagnostics.Add(CompilerDiagnostic.Create(rule, location, File.LogicalName, tensor, found, expected));

    private static string Place(long position, TensorInfo info)
    {
        long[] indices = new long[info.Shape.Count];
        for (int i = indices.Length - 1; i >= 0; i--)
        {
            indices[i] = position % info.Shape[i];
            position /= info.Shape[i];
        }

        return Describe(indices);
    }
}
