using System.IO.Compression;
using System.Runtime.InteropServices;
using SparseCompile.Cli.Inspection;
using SparseCompile.Cli.Inspection.Schedules;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Report.Data;

/// <summary>What the page draws of a layer, packed: little-endian arrays one after the other, compressed.</summary>
/// <remarks>
/// Up to <see cref="MostLinked"/> non-zeros: lengths of rows, columns, steps, places of rows and of columns as 32-bit integers; lanes active in each step and its statement as 32-bit integers;
/// lanes and values as bytes, values from -127 to 127. Larger layers: shares of a grid as bytes, 0 to 255.
/// </remarks>
internal sealed class LayerData
{
    /// <summary>Non-zeros up to which each is in the page: beyond, the page would be too large, and a screen has fewer pixels.</summary>
    public const int MostLinked = 300_000;

    private const int GridExtent = 384;

    private LayerData(object description, string packed)
    {
        Description = description;
        Packed = packed;
    }

    /// <summary>What the arrays are, for the page's script.</summary>
    public object Description { get; }

    /// <summary>The arrays, compressed and in base 64.</summary>
    public string Packed { get; }

    /// <summary>Packs a layer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">One of its layers with weights.</param>
    /// <param name="schedule">Its schedule; null where that is not shown.</param>
    public static LayerData Of(InspectedModel model, InspectedLayer layer, LayerSchedule? schedule)
    {
        CsrMatrix matrix = layer.Matrix!;
        object histograms = new
        {
            weights = Histogram(matrix.NonZeros == 0 ? [0] : [.. matrix.Values.Select(value => (double)value)]),
            rows = Histogram(MatrixFigures.RowLengths(matrix)),
            columns = Histogram(MatrixFigures.ColumnLengths(matrix)),
        };
        if (matrix.NonZeros > MostLinked)
        {
            (int down, int across) = (Math.Min(GridExtent, matrix.Rows), Math.Min(GridExtent, matrix.Columns));
            double[,] cells = MatrixFigures.Densities(matrix, down, across);
            byte[] grid = [.. cells.Cast<double>().Select(share => (byte)Math.Ceiling(share * byte.MaxValue))];
            return new LayerData(new { rows = matrix.Rows, columns = matrix.Columns, nonZeros = matrix.NonZeros, down, across, histograms }, Pack([grid]));
        }

        (int[] rowPlaces, int[] columnPlaces) = Places(model.Plan, layer.Weighted!);
        float most = matrix.NonZeros == 0 ? 1 : matrix.Values.Max(Math.Abs);
        bool isLinked = schedule is { IsLinked: true };
        int[] firsts = FirstStatements(schedule);
        int[][] integers =
        [
            MatrixFigures.RowLengths(matrix),
            matrix.ColumnIndices,
            isLinked ? schedule!.StepOf : [],
            rowPlaces,
            columnPlaces,
            [.. (schedule?.Steps ?? []).Select(step => unchecked((int)step.Active))],
            [.. (schedule?.Steps ?? []).Select(step => firsts[step.Listing] + step.Statement)],
        ];
        byte[] lanes = isLinked ? [.. schedule!.LaneOf.Select(lane => (byte)lane)] : [];
        byte[] values = [.. matrix.Values.Select(value => unchecked((byte)(sbyte)Math.Clamp(Math.Round(value / most * sbyte.MaxValue), -sbyte.MaxValue, sbyte.MaxValue)))];
        object description = new
        {
            rows = matrix.Rows,
            columns = matrix.Columns,
            nonZeros = matrix.NonZeros,
            most,
            lanes = schedule?.Lanes ?? 0,
            lengths = integers.Select(array => array.Length),
            laneLength = lanes.Length,
            isInOrder = IsIdentity(rowPlaces) && IsIdentity(columnPlaces),
            histograms,
        };
        return new LayerData(description, Pack([.. integers.Select(array => MemoryMarshal.AsBytes(array.AsSpan()).ToArray()), lanes, values]));
    }

    /// <summary>For each kernel, the number of its first statement among those of all.</summary>
    public static int[] FirstStatements(LayerSchedule? schedule)
    {
        List<int> firsts = [0];
        foreach (Compiler.CSharp.Kernels.KernelListing listing in schedule?.Listings ?? [])
        {
            firsts.Add(firsts[^1] + listing.Statements.Count);
        }

        return [.. firsts];
    }

    private static (int[] Rows, int[] Columns) Places(ModelPlan plan, LayerPlan layer) => layer is ConvPlan
        ? ([.. Enumerable.Range(0, layer.Layer.Outputs)], [.. Enumerable.Range(0, layer.Layer.Inputs)])
        : (Compiler.Permutations.Permutation.Inverse(layer.Arrangement.RowOrder, layer.Layer.Outputs), Compiler.Permutations.Permutation.Inverse(plan.OrderOf(layer.Node.Input), layer.Layer.Inputs));

    private static bool IsIdentity(int[] places) => places.Select((place, i) => place == i).All(same => same);

    private static object Histogram(IReadOnlyCollection<double> values) => Described(Inspection.Histogram.Of(values, 41));

    private static object Histogram(IReadOnlyCollection<int> values) => Described(Inspection.Histogram.OfIntegers(values, 60));

    private static object Described(Histogram histogram) => new { least = histogram.Least, most = histogram.Most, counts = histogram.Counts };

    private static string Pack(IEnumerable<byte[]> arrays)
    {
        using MemoryStream packed = new();
        using (GZipStream compressed = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            foreach (byte[] array in arrays)
            {
                compressed.Write(array);
            }
        }

        return Convert.ToBase64String(packed.ToArray());
    }
}
