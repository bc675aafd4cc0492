using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Quantization.Calibration;

/// <summary>Inputs that are typical of what a network will see: a tensor [count, ...] whose last extents are one input.</summary>
/// <param name="tensor">The tensor.</param>
/// <param name="length">Elements of one input.</param>
public sealed class CalibrationInputs(Tensor tensor, int length)
{
    /// <summary>Inputs that are used at most: more change the ranges little, and every build runs them.</summary>
    public const int Maximum = 256;

    private static readonly string[] s_names = ["inputs", "input", "x"];

    /// <summary>How many inputs are used.</summary>
    public int Count { get; } = (int)Math.Min(tensor.Info.Shape.Aggregate(1L, (product, extent) => product * extent) / length, Maximum);

    /// <summary>One input, channels first.</summary>
    public double[] this[int index]
    {
        get
        {
            double[] input = new double[length];
            long start = (long)index * length;
            int k = Array.BinarySearch(tensor.Positions, start);
            for (k = k < 0 ? ~k : k; k < tensor.Positions.Length && tensor.Positions[k] < start + length; k++)
            {
                input[tensor.Positions[k] - start] = tensor.Values[k];
            }

            return input;
        }
    }

    /// <summary>Reads the inputs: the file's only tensor, or the one called <c>inputs</c>, <c>input</c> or <c>x</c>.</summary>
    /// <param name="file">The file, without an error of its own.</param>
    /// <param name="shape">Extents of one input.</param>
    /// <param name="location">The attribute that asked for it.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <returns>Null, with a diagnostic, when there are none.</returns>
    public static CalibrationInputs? Read(WeightFile file, Graphs.Shape shape, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics)
    {
        TensorInfo? info = file.Tensors.Count == 1 ? file.Tensors[0] : s_names.Select(name => file.Tensors.FirstOrDefault(tensor => tensor.Name == name)).FirstOrDefault(found => found is not null);
        if (info is null)
        {
            return Fail("", $"{file.Tensors.Count} tensors ({NameHints.List([.. file.Tensors.Select(tensor => tensor.Name)])})", "one, or one that is called 'inputs'");
        }

        string clause = $", tensor {Printable.Quote(info.Name)},";
        if (!Fits(info.Shape, shape))
        {
            return Fail(clause, "shape " + string.Join(" x ", info.Shape), $"a number of inputs of {shape}: n x {shape}");
        }

        TensorReadResult result = file.Read(info.Name);
        if (result.Error is { } error)
        {
            diagnostics.Add(WeightFileDiagnostics.Create(file.LogicalName, error, location));
            return null;
        }

        return result.Tensor!.Values.Any(value => float.IsNaN(value) || float.IsInfinity(value))
            ? Fail(clause, "a value that is not finite", "finite values")
            : new CalibrationInputs(result.Tensor, shape.Length);

        CalibrationInputs? Fail(string tensor, string found, string expected)
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.CalibrationUnusable, location, file.LogicalName, tensor, found, expected));
            return null;
        }
    }

    /// <summary>[n, ...input], [n, length], or one input by itself; extents of 1 do not matter.</summary>
    private static bool Fits(EquatableArray<long> found, Graphs.Shape shape)
    {
        long[] input = [.. shape.Extents.Where(extent => extent != 1).Select(extent => (long)extent)];
        long[] extents = [.. found.Skip(1).Where(extent => extent != 1)];
        bool isOne = found.Where(extent => extent != 1).SequenceEqual(input);
        bool areMany = found.Count > 1 && found[0] > 0 && (extents.SequenceEqual(input) || (extents.Length == 1 && extents[0] == shape.Length));
        return shape.Length > 0 && (areMany || isOne);
    }
}
