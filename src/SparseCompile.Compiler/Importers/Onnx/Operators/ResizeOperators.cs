using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using static SparseCompile.Compiler.Importers.Onnx.Operators.Formula;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Images of another size: each element is one of the input's, or a weighted mean of its neighbors.</summary>
internal static class ResizeOperators
{
    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["Resize"] = node => [Resize(node)],
        ["Upsample"] = node => [Resize(node)],
    };

    private static ImportedValue Resize(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        (int[] shape, double[] scales) = Sizes(node, x);
        Elements.CheckSize(node, shape);
        string mode = node.Text("mode", "nearest");
        if (shape.Any(extent => extent < 1) || node.Int("antialias", 0) != 0)
        {
            throw node.Fail(node.Int("antialias", 0) != 0 ? "antialias" : $"a result of shape {Shapes.Text(shape)}", "at least one element, and no antialiasing");
        }

        double[][] places = [.. shape.Select((extent, axis) => Places(node, x.Shape[axis], extent, scales[axis]))];
        return mode switch
        {
            "nearest" => ArrangementOperators.Select(node, x, [.. places.Select((own, axis) => own.Select(place => Nearest(node, place, x.Shape[axis], scales[axis])).ToArray())]),
            "linear" or "bilinear" => Linear(node, x, shape, places),
            _ => throw node.Fail($"mode '{mode}'", "'nearest' or 'linear'"),
        };
    }

    private static (int[] Shape, double[] Scales) Sizes(NodeContext node, ImportedValue x)
    {
        bool isUpsample = node.OpType == "Upsample";
        int scaleInput = isUpsample || node.Version < 11 ? 1 : 2;
        int[] axes = node.Ints("axes") is { } stated ? [.. stated.Select(axis => node.Axis(axis, x.Rank))] : [.. Enumerable.Range(0, x.Rank)];
        int[] shape = [.. x.Shape];
        double[] scales = [.. x.Shape.Select(_ => 1.0)];
        double[]? given = node.Floats("scales")?.Select(scale => (double)scale).ToArray() ?? (node.Optional(scaleInput) is { Count: > 0 } ? node.Constant(scaleInput, "scales").Values : null);
        long[]? sizes = given is null ? node.Constant(3, "sizes").Integers : null;
        if ((given?.Length ?? sizes!.Length) != axes.Length || given?.Any(scale => !(scale > 0 && scale < Shapes.MostElements)) == true
            || sizes?.Any(size => size is < 1 or > Shapes.MostElements) == true)
        {
            throw node.Fail($"{given?.Length ?? sizes!.Length} scales or sizes for {axes.Length} axes", "a positive one for each");
        }

        for (int i = 0; i < axes.Length; i++)
        {
            int extent = x.Shape[axes[i]];
            scales[axes[i]] = given?[i] ?? ((double)sizes![i] / extent);
            shape[axes[i]] = sizes is null ? (int)Math.Min(int.MaxValue, Math.Floor(extent * given![i])) : (int)sizes[i];
        }

        string policy = node.Text("keep_aspect_ratio_policy", "stretch");
        if (sizes is not null && policy != "stretch")
        {
            double common = policy == "not_larger" ? axes.Min(axis => scales[axis]) : axes.Max(axis => scales[axis]);
            foreach (int axis in axes)
            {
                (scales[axis], shape[axis]) = (common, (int)Math.Floor((common * x.Shape[axis]) + 0.5));
            }
        }

        return (shape, scales);
    }

    /// <summary>Where each element lies in the input.</summary>
    private static double[] Places(NodeContext node, int inputs, int outputs, double scale)
    {
        string mode = node.OpType == "Upsample" || node.Version < 11 ? "asymmetric" : node.Text("coordinate_transformation_mode", "half_pixel");
        double length = inputs * scale;
        Func<int, double> place = mode switch
        {
            "half_pixel" => x => ((x + 0.5) / scale) - 0.5,
            "half_pixel_symmetric" => x => (inputs / 2.0 * (1 - (outputs / length))) + ((x + 0.5) / scale) - 0.5,
            "pytorch_half_pixel" => x => outputs > 1 ? ((x + 0.5) / scale) - 0.5 : 0,
            "align_corners" => x => outputs > 1 ? (double)x * (inputs - 1) / (outputs - 1) : 0,
            "asymmetric" => x => x / scale,
            "tf_half_pixel_for_nn" => x => (x + 0.5) / scale,
            _ => throw node.Fail($"coordinate_transformation_mode '{mode}'", "half_pixel, pytorch_half_pixel, half_pixel_symmetric, align_corners or asymmetric"),
        };

        // An axis that keeps its size keeps its elements.
        return inputs == outputs && scale == 1 ? [.. Enumerable.Range(0, outputs).Select(x => (double)x)] : [.. Enumerable.Range(0, outputs).Select(place)];
    }

    private static int Nearest(NodeContext node, double place, int extent, double scale)
    {
        string mode = node.OpType == "Upsample" ? "floor" : node.Version < 11 ? (scale < 1 ? "ceil" : "floor") : node.Text("nearest_mode", "round_prefer_floor");
        double rounded = mode switch
        {
            "round_prefer_floor" => Math.Ceiling(place - 0.5),
            "round_prefer_ceil" => Math.Floor(place + 0.5),
            "floor" => Math.Floor(place),
            "ceil" => Math.Ceiling(place),
            _ => throw node.Fail($"nearest_mode '{mode}'", "round_prefer_floor, round_prefer_ceil, floor or ceil"),
        };
        return (int)Math.Max(0, Math.Min(extent - 1, rounded));
    }

    /// <summary>Axis by axis: a mean of two elements, weighted by their distance.</summary>
    private static ImportedValue Linear(NodeContext node, ImportedValue x, int[] shape, double[][] places)
    {
        for (int axis = 0; axis < shape.Length; axis++)
        {
            int extent = x.Shape[axis];
            if (places[axis].Length == extent && places[axis].Select((place, i) => place == i).All(same => same))
            {
                continue;
            }

            double[] inside = [.. places[axis].Select(place => Math.Max(0, Math.Min(extent - 1, place)))];
            int[] low = [.. inside.Select(place => (int)Math.Floor(place))], high = [.. low.Select(place => Math.Min(extent - 1, place + 1))];
            int[] own = [.. x.Shape];
            own[axis] = inside.Length;
            ImportedValue weights = ImportedValue.Of(ConstantTensor.Of(x.Type, [inside.Length, .. Enumerable.Repeat(1, shape.Length - axis - 1)], [.. inside.Select((place, i) => place - low[i])]));
            Elements elements = new(node.Graph);
            Expression weight = elements.Read(weights, own), first = elements.Read(x, ViewOf(x, axis, low)), second = elements.Read(x, ViewOf(x, axis, high));
            x = elements.Map(Add(first, Multiply(weight, Subtract(second, first))), x.Type, own);
        }

        return x;
    }

    private static View ViewOf(ImportedValue x, int axis, int[] coordinates)
    {
        int[] strides = Shapes.Strides(x.Shape);
        int offset = coordinates[0] * strides[axis];
        return new View(offset, strides.Select((stride, own) => own == axis
            ? ViewAxis.Listed([.. coordinates.Select(coordinate => (coordinate - coordinates[0]) * stride)])
            : ViewAxis.Strided(stride)).ToEquatableArray());
    }
}
