using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.CSharp.Kernels;
using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Scheduling.Tensors;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Tensors;

/// <summary>Prints a map: for each region loops around a row, and the row for any number of lanes.</summary>
internal sealed class MapPrinter
{
    private const string AnyLanes = $"where T : struct, {TensorLanes}<T>";
    private readonly SourceWriter _writer;
    private readonly MapCode _code;
    private readonly IReadOnlyList<RegionCode> _regions;
    private readonly List<int[]> _tables = [];

    /// <summary>Makes a printer.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="code">The map.</param>
    /// <param name="regions">Its regions.</param>
    public MapPrinter(SourceWriter writer, MapCode code, IReadOnlyList<RegionCode> regions)
    {
        _writer = writer;
        _code = code;
        _regions = regions;
    }

    /// <summary>Prints the method that computes the map, and what it needs.</summary>
    public void Print()
    {
        string operands = string.Concat(_code.Bases.Select((_, i) => $", float* {Operand(i)}"));
        _writer.Line("/// <summary>Computes the elements.</summary>");
        _writer.Line($"[{MethodImpl}({MethodImplOptions}.AggressiveOptimization)]");
        _writer.Line($"internal static void Run<T>(float* output{operands})");
        using (_writer.Open($"    {AnyLanes}"))
        {
            foreach (RegionCode region in _regions)
            {
                PrintLoops(region, 0, [.. region.Views.Select((_, view) => Base(region, view))]);
            }
        }

        foreach (RegionCode region in _regions)
        {
            _writer.Line();
            PrintRow(region);
        }

        for (int i = 0; i < _tables.Count; i++)
        {
            _writer.Line();
            TableWriter.Array(_writer, "What coordinates of an axis add to an element's place", "int", Table(i), _tables[i].Select(value => Literals.Integer(value)), 24);
        }
    }

    private static string Operand(int operand) => "input" + Literals.Integer(operand);

    private static string Table(int index) => "Places" + Literals.Integer(index);

    /// <summary>Where a view begins: view 0 is the output's.</summary>
    private string Base(RegionCode region, int view)
    {
        int offset = region.Loops.Offsets[view];
        return view == 0 ? KernelBody.At("output", offset) : region.Reads[view - 1] switch
        {
            Read read => KernelBody.At(Operand(read.Operand), offset - _code.Bases[read.Operand]),
            Stored stored => KernelBody.At(_code.Data.Pointer(stored.Values), offset),
            Expression other => throw new InvalidOperationException($"{other.GetType().Name} reads nothing."),
        };
    }

    private void PrintLoops(RegionCode region, int depth, string[] pointers)
    {
        IReadOnlyList<LoopAxis> axes = region.Loops.Axes;
        if (depth >= axes.Count - 1)
        {
            PrintCalls(region, pointers);
            return;
        }

        LoopAxis axis = axes[depth];
        string variable = "i" + Literals.Integer(depth);
        using (_writer.Open($"for (int {variable} = 0; {variable} < {axis.Extent}; {variable}++)"))
        {
            PrintLoops(region, depth + 1, [.. pointers.Select((pointer, view) => pointer + Moved(axis.Views[view], variable))]);
        }
    }

    private string Moved(ViewAxis axis, string variable) => axis.IsListed ? $" + {Table(TableOf(axis))}[{variable}]"
        : axis.Stride == 0 ? "" : axis.Stride == 1 ? $" + {variable}" : $" + ({variable} * {Literals.Integer(axis.Stride)})";

    private int TableOf(ViewAxis axis)
    {
        int known = _tables.FindIndex(table => table.SequenceEqual(axis.Table));
        if (known < 0)
        {
            known = _tables.Count;
            _tables.Add([.. axis.Table]);
        }

        return known;
    }

    /// <summary>A row on the lanes of the target, and what is left on four lanes and on one.</summary>
    private void PrintCalls(RegionCode region, string[] pointers)
    {
        int count = region.Row.Extent;
        string arguments = string.Join(", ", pointers);
        bool hasRest = count % 16 >= 4, hasLast = count % 4 != 0;
        string reached = hasRest || hasLast ? $"int {region.Name.ToLowerInvariant()} = " : "";
        string next = region.Name.ToLowerInvariant();
        using (hasRest || hasLast ? _writer.OpenWith("{", "}") : null)
        {
            _writer.Line(count < 4 ? $"{region.Name}<{LanesOne}>(0, {arguments});" : $"{reached}{region.Name}<T>(0, {arguments});");
            if (hasRest && count >= 4)
            {
                _writer.Line($"{(hasLast ? next + " = " : "")}{region.Name}<{LanesFour}>({next}, {arguments});");
            }

            if (hasLast && count >= 4)
            {
                _writer.Line($"{region.Name}<{LanesOne}>({next}, {arguments});");
            }
        }
    }

    private void PrintRow(RegionCode region)
    {
        LoopAxis row = region.Row;
        Dictionary<Expression, (string, bool)> loads = new(SameExpression.Comparer);
        SortedSet<int> tables = [];
        foreach (KeyValuePair<Expression, int> one in region.ViewOf)
        {
            int view = one.Value;
            ViewAxis axis = row.Views[view];
            string pointer = "read" + Literals.Integer(view);
            if (axis.IsListed)
            {
                tables.Add(TableOf(axis));
            }

            loads[one.Key] = axis.IsListed ? ($"{TensorLoad}.Listed<T>({pointer}, places{TableOf(axis)} + i)", false)
                : axis.Stride == 0 ? ($"T.Broadcast(*{pointer})", true)
                : axis.Stride == 1 ? ($"T.Load({pointer} + i)", false)
                : ($"{TensorLoad}.Strided<T>({pointer} + (i * {Literals.Integer(axis.Stride)}), {Literals.Integer(axis.Stride)})", false);
        }

        RowPrinter printer = new(loads);
        string result = printer.Print(region.Region.Value);
        string parameters = string.Concat(region.Reads.Select((_, i) => $", float* read{i + 1}"));
        _writer.Line("/// <summary>Elements of a row from the i-th on, as many as fill the lanes; returns the first that is left.</summary>");
        _writer.Line($"[{MethodImpl}({MethodImplOptions}.AggressiveOptimization)]");
        _writer.Line($"private static int {region.Name}<T>(int i, float* output{parameters})");
        using (_writer.Open($"    {AnyLanes}"))
        {
            printer.Before.ForEach(line => _writer.Line(line));
            foreach (int table in tables)
            {
                _writer.Line($"fixed (int* places{table} = {Table(table)})");
            }

            using (_writer.Open($"for (; i <= {row.Extent} - T.Count; i += T.Count)"))
            {
                printer.Inside.ForEach(line => _writer.Line(line));
                int stride = row.Views[0].Stride;
                _writer.Line(stride == 1 || row.Extent == 1
                    ? $"T.Store(output + i, {result});"
                    : $"{TensorLoad}.Scatter(output + (i * {Literals.Integer(stride)}), {Literals.Integer(stride)}, {result});");
            }

            _writer.Line().Line("return i;");
        }
    }
}
