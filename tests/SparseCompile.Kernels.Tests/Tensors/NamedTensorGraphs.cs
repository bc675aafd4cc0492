using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Kernels.Tests.Tensors;

/// <summary>Graphs for what sampled ones may miss.</summary>
internal static class NamedTensorGraphs
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TensorCase> All { get; } =
    [
        Functions(), Pairs(), Softmax(1, "SoftmaxLast"), Softmax(0, "SoftmaxFirst"), LayerNorm(), Attention(), Padded(), Taken(), LookedUp(), Arguments(), Reductions(),
        ChannelsLast(), Squeezed(), Echo(), KnownOutput(), LargeTable(), Reshaped(), LinearBetween(),
        .. RecurrentGraphs.All,
    ];

    private static TensorCase Functions()
    {
        TensorBuilder graph = new();
        int x = graph.Input(3, 37);
        UnaryKind[] any = [.. Enum.GetValues<UnaryKind>().Except([UnaryKind.Sqrt, UnaryKind.Log, UnaryKind.Asin, UnaryKind.Acos, UnaryKind.Acosh, UnaryKind.Atanh])];
        List<int> outputs = [.. any.Select(kind => graph.Map(reads => new Unary(kind, reads[0]), x))];
        Expression Positive(Expression value) => new Binary(BinaryKind.Add, new Unary(UnaryKind.Abs, value), new Constant(1.25f));
        Expression Inside(Expression value) => new Binary(BinaryKind.Multiply, new Activate(new ActivationFunction(ActivationKind.Tanh), value), new Constant(0.875f));
        outputs.AddRange(new[] { UnaryKind.Sqrt, UnaryKind.Log, UnaryKind.Acosh }.Select(kind => graph.Map(reads => new Unary(kind, Positive(reads[0])), x)));
        outputs.AddRange(new[] { UnaryKind.Asin, UnaryKind.Acos, UnaryKind.Atanh }.Select(kind => graph.Map(reads => new Unary(kind, Inside(reads[0])), x)));
        ActivationFunction[] activations =
        [
            new(ActivationKind.Relu), new(ActivationKind.LeakyRelu, 0.1f), new(ActivationKind.Clip, 0, -0.5f, 0.75f), new(ActivationKind.Relu6), new(ActivationKind.Sigmoid),
            new(ActivationKind.Tanh), new(ActivationKind.HardSwish), new(ActivationKind.Gelu),
        ];
        outputs.AddRange(activations.Select(function => graph.Map(reads => new Activate(function, reads[0]), x)));
        return graph.Build("Functions", [.. outputs]);
    }

    private static TensorCase Pairs()
    {
        TensorBuilder graph = new();
        int x = graph.Input(5, 1, 7), y = graph.Input(4, 1);
        List<int> outputs =
        [
            .. Enum.GetValues<BinaryKind>().Except([BinaryKind.Power]).Select(kind => graph.Add(new Map(Shape.Of([5, 4, 7]), new Binary(kind, Of(0, x), Of(1, y))), x, y)),
            graph.Add(new Map(Shape.Of([5, 4, 7]), new Binary(BinaryKind.Power, new Unary(UnaryKind.Abs, Of(0, x)), Of(1, y))), x, y),
            graph.Add(new Map(Shape.Of([5, 4, 7]), new Choose(new Binary(BinaryKind.Less, Of(0, x), Of(1, y)), Of(1, y), Of(0, x))), x, y),
        ];
        return graph.Build("Pairs", [.. outputs]);

        Expression Of(int operand, int value) => new Read(operand, View.Broadcast(graph.ShapeOf(value), Shape.Of([5, 4, 7]))!);
    }

    private static int SoftmaxOf(TensorBuilder graph, int x, int axis)
    {
        Shape shape = graph.ShapeOf(x);
        EquatableArray<int> axes = new([axis]);
        int most = graph.Add(new Reduce(ReduceKind.Max, shape, axes, KeepsAxes: true), x);
        int exp = graph.Map(reads => new Unary(UnaryKind.Exp, new Binary(BinaryKind.Subtract, reads[0], reads[1])), x, most);
        int sum = graph.Add(new Reduce(ReduceKind.Sum, shape, axes, KeepsAxes: true), exp);
        return graph.Map(reads => new Binary(BinaryKind.Divide, reads[0], reads[1]), exp, sum);
    }

    private static TensorCase Softmax(int axis, string name)
    {
        TensorBuilder graph = new();
        int x = graph.Input(21, 19);
        int large = graph.Map(reads => new Binary(BinaryKind.Multiply, reads[0], new Constant(300f)), x);
        return graph.Build(name, SoftmaxOf(graph, large, axis));
    }

    private static TensorCase LayerNorm()
    {
        TensorBuilder graph = new();
        int x = graph.Input(6, 33);
        Shape shape = graph.ShapeOf(x);
        int mean = graph.Add(new Reduce(ReduceKind.Mean, shape, new EquatableArray<int>([1]), KeepsAxes: true), x);
        int centered = graph.Map(reads => new Binary(BinaryKind.Subtract, reads[0], reads[1]), x, mean);
        int squares = graph.Add(new Reduce(ReduceKind.SumOfSquares, shape, new EquatableArray<int>([1]), KeepsAxes: true), centered);
        float[] scale = [.. Enumerable.Range(0, 33).Select(i => 1 + (i / 16f))];
        int result = graph.Map(
            reads =>
            {
                Expression variance = new Binary(BinaryKind.Divide, reads[1], new Constant(33f));
                Expression deviation = new Unary(UnaryKind.Sqrt, new Binary(BinaryKind.Add, variance, new Constant(1e-5f)));
                return new Binary(BinaryKind.Multiply, new Binary(BinaryKind.Divide, reads[0], deviation), new Stored(scale, View.Strided(0, [0, 1])));
            },
            centered,
            squares);
        return graph.Build("LayerNorm", result);
    }

    private static TensorCase Attention()
    {
        TensorBuilder graph = new();
        int q = graph.Input(2, 9, 16), k = graph.Input(1, 9, 16), v = graph.Input(2, 9, 21);
        int transposed = graph.Add(Maps.Transpose(graph.ShapeOf(k), [0, 2, 1]), k);
        int scores = graph.Add(new MatMul(graph.ShapeOf(q), graph.ShapeOf(transposed)), q, transposed);
        int weights = SoftmaxOf(graph, scores, 2);
        return graph.Build("Attention", graph.Add(new MatMul(graph.ShapeOf(weights), graph.ShapeOf(v)), weights, v), weights);
    }

    private static TensorCase Padded()
    {
        TensorBuilder graph = new();
        int x = graph.Input(3, 5, 7);
        int padded = graph.Add(Maps.Pad(graph.ShapeOf(x), [1, 0, 2], [0, 3, 1], -2.5f), x);
        int cut = graph.Add(Maps.Pad(graph.ShapeOf(x), [0, -1, 2], [1, -2, -3], 0f), x);
        int sliced = graph.Add(Maps.Slice(graph.ShapeOf(padded), [3, 7, 9], [-1, -2, -1], [4, 4, 10]), padded);
        return graph.Build("Padded", sliced, cut, graph.Add(Maps.Concat([graph.ShapeOf(x), graph.ShapeOf(x)], 2), x, x), graph.Add(Maps.Concat([graph.ShapeOf(x), graph.ShapeOf(x)], 1), x, x));
    }

    private static TensorCase Taken()
    {
        TensorBuilder graph = new();
        int x = graph.Input(6, 8, 17);
        int rows = graph.Add(Maps.Take(graph.ShapeOf(x), 0, [5, 0, 0, 3]), x);
        int columns = graph.Add(Maps.Take(graph.ShapeOf(rows), 2, [16, 2, 2, 7, 1, 0, 11, 5, 9, 3, 14, 13, 12, 15, 4, 6, 8, 10, 0]), rows);
        int middle = graph.Add(Maps.Take(graph.ShapeOf(columns), 1, [7, 6, 5]), columns);
        return graph.Build("Taken", middle, graph.Add(Maps.Transpose(graph.ShapeOf(x), [2, 0, 1]), x));
    }

    private static TensorCase LookedUp()
    {
        TensorBuilder graph = new();
        int x = graph.Input(4, 6, 3), indices = graph.Input(5);
        int whole = graph.Map(reads => new Unary(UnaryKind.Floor, new Binary(BinaryKind.Multiply, new Activate(new ActivationFunction(ActivationKind.Clip, 0, -0.99f, 0.99f), reads[0]), new Constant(3f))), indices);
        float[] known = [.. Enumerable.Range(0, 7 * 5000).Select(i => MathF.Sin(i))];
        return graph.Build(
            "LookedUp",
            graph.Add(new Gather(graph.ShapeOf(x), graph.ShapeOf(whole), 1), x, whole),
            graph.Add(new Gather(Shape.Of([7, 5000]), graph.ShapeOf(whole), 0) { Known = known }, whole));
    }

    private static TensorCase Arguments()
    {
        TensorBuilder graph = new();
        int x = graph.Input(4, 9, 5);
        int coarse = graph.Map(reads => new Unary(UnaryKind.Round, reads[0]), x);
        List<int> outputs = [];
        foreach (bool isMax in new[] { true, false })
        {
            for (int axis = 0; axis < 3; axis++)
            {
                outputs.Add(graph.Add(new ArgReduce(isMax, SelectsLast: isMax == (axis == 1), graph.ShapeOf(coarse), axis, KeepsAxis: axis == 2), coarse));
            }
        }

        return graph.Build("Arguments", [.. outputs]);
    }

    private static TensorCase Reductions()
    {
        TensorBuilder graph = new();
        int x = graph.Input(3, 5, 70, 2);
        int[][] axes = [[0], [1], [2], [3], [0, 2], [1, 3], [2, 3], [0, 1, 2, 3]];
        return graph.Build("Reductions", [.. Enum.GetValues<ReduceKind>().SelectMany(kind => axes.Select(axis => graph.Add(new Reduce(kind, graph.ShapeOf(x), axis.ToEquatableArray(), KeepsAxes: axis.Length == 1), x)))]);
    }

    /// <summary>Maps and reductions between convolutions, whose images have their channels side by side.</summary>
    private static TensorCase ChannelsLast()
    {
        TensorBuilder graph = new();
        int x = graph.Input(3, 8, 9);
        int first = graph.Add(Sparse.Conv(1, new ImageShape(3, 8, 9), 20, 3), x);
        int swish = graph.Map(reads => new Binary(BinaryKind.Multiply, reads[0], new Activate(new ActivationFunction(ActivationKind.Sigmoid), reads[0])), first);
        Shape shape = graph.ShapeOf(swish);
        int mean = graph.Add(new Reduce(ReduceKind.Mean, shape, new EquatableArray<int>([1, 2]), KeepsAxes: true), swish);
        int squeeze = graph.Add(Sparse.Conv(2, new ImageShape(20, 1, 1), 20, 1), mean);
        int scaled = graph.Map(reads => new Binary(BinaryKind.Multiply, reads[0], reads[1]), swish, squeeze);
        int second = graph.Add(Sparse.Conv(3, new ImageShape(20, 8, 9), 12, 3), scaled);
        int joined = graph.Add(Maps.Concat([graph.ShapeOf(second), shape], 0), second, swish);
        int third = graph.Add(Sparse.Conv(4, new ImageShape(32, 8, 9), 8, 1), joined);
        int resized = graph.Add(Maps.Take(graph.ShapeOf(third), 2, [0, 0, 2, 2, 4, 4, 8, 8, 1]), third);
        int pooled = graph.Add(new Pool(PoolKind.Max, Sparse.Window(2, 2), new ImageShape(8, 8, 9), CountsPadding: false), resized);
        return graph.Build("ChannelsLast", pooled, scaled, graph.Add(new Reduce(ReduceKind.Max, graph.ShapeOf(third), new EquatableArray<int>([0]), KeepsAxes: false), third));
    }

    private static TensorCase Squeezed()
    {
        TensorBuilder graph = new();
        int x = graph.Input(40);
        int layer = graph.Add(Sparse.Linear(5, 40, 70), x);
        int map = graph.Map(reads => new Unary(UnaryKind.Erf, reads[0]), layer);
        int back = graph.Add(Sparse.Linear(6, 70, 33), map);
        int sum = graph.Add(new Add(ActivationFunction.None), back, graph.Add(Sparse.Linear(7, 40, 33), x));
        return graph.Build("Squeezed", graph.Map(reads => new Unary(UnaryKind.Negate, reads[0]), sum));
    }

    /// <summary>Outputs that are inputs, that are read, and that appear twice.</summary>
    private static TensorCase Echo()
    {
        TensorBuilder graph = new();
        int x = graph.Input(11), y = graph.Input(11);
        int sum = graph.Add(new Add(new ActivationFunction(ActivationKind.Relu)), x, y);
        int layer = graph.Add(Sparse.Linear(8, 11, 5), sum);
        return graph.Build("Echo", sum, layer, y, layer);
    }

    private static TensorCase KnownOutput()
    {
        TensorBuilder graph = new();
        int x = graph.Input(3);
        int known = graph.Add(Maps.Known(Shape.Of([2, 3]), [1, 2, 3, 4, 5, 6]));
        return graph.Build("KnownOutput", known, graph.Add(new Map(Shape.Of([2, 3]), new Binary(BinaryKind.Add, new Read(0, View.Whole(Shape.Of([2, 3]))), new Read(1, View.Strided(0, [0, 1])))), known, x));
    }

    private static TensorCase LargeTable()
    {
        TensorBuilder graph = new();
        int x = graph.Input(70, 90);
        float[] table = [.. Enumerable.Range(0, 6300).Select(i => MathF.Cos(i) / 3)];
        return graph.Build("LargeTable", graph.Map(reads => new Binary(BinaryKind.Add, reads[0], new Stored(table, View.Whole(Shape.Of([70, 90])))), x));
    }

    /// <summary>A value that two convolutions see as different images.</summary>
    private static TensorCase Reshaped()
    {
        TensorBuilder graph = new();
        int x = graph.Input(2, 8, 8);
        int first = graph.Add(Sparse.Conv(9, new ImageShape(2, 8, 8), 4, 3), x);
        int reshaped = graph.Add(new Reshape(Shape.Of([16, 4, 4])), first);
        int second = graph.Add(Sparse.Conv(10, new ImageShape(16, 4, 4), 5, 3), reshaped);
        return graph.Build("Reshaped", graph.Add(Maps.Transpose(graph.ShapeOf(second), [1, 2, 0]), second));
    }

    private static TensorCase LinearBetween()
    {
        TensorBuilder graph = new();
        int x = graph.Input(4, 6), y = graph.Input(24);
        int left = graph.Add(Sparse.Linear(11, 24, 31), graph.Add(new Reshape(Shape.Vector(24)), x));
        int right = graph.Add(Sparse.Linear(12, 24, 31), y);
        int joined = graph.Add(new Concat(), left, right, y);
        return graph.Build("LinearBetween", graph.Add(Sparse.Linear(13, 86, 3), joined), graph.Add(new Elementwise(new ActivationFunction(ActivationKind.Tanh)), joined));
    }
}
