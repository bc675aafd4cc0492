using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>Graphs that each reach a path of the compiler that random ones might miss.</summary>
internal static class NamedGraphs
{
    private static readonly ActivationFunction None = ActivationFunction.None;
    private static readonly ActivationFunction Relu = new(ActivationKind.Relu);
    private static readonly ActivationFunction Softmax = new(ActivationKind.Softmax);

    public static IReadOnlyList<GraphModel> All { get; } =
    [
        Model("Residual", 65, Linear(1, "a", "input", 65, 64, Relu), Linear(2, "b", null, 64, 65, None), Add("s", Relu, "input", "b"), Linear(3, "c", null, 65, 7, Softmax)),
        Model("SumAtTheEnd", 17, Linear(4, "a", "input", 17, 16, None), Linear(5, "b", "input", 17, 16, None), Linear(6, "c", "b", 16, 16, Relu), Add("s", WeightMaker.Activation(ActivationKind.Sigmoid), "a", "b", "c")),
        Model("SoftmaxOfSum", 17, Linear(7, "a", "input", 17, 63, None), Linear(8, "b", "input", 17, 63, Relu), Add("s", Softmax, "a", "b")),
        Model("SoftmaxOfHiddenSum", 17, Linear(9, "a", "input", 17, 63, None), Linear(10, "b", "input", 17, 63, Relu), Add("s", Softmax, "a", "b"), Linear(11, "c", "s", 63, 9, None)),
        Model("OnlyJoins", 62, Concat("c", None, "input", "input"), Add("s", None, "c", "c", "c")),
        Model("InputAndSelf", 15, Add("s", Relu, "input", "input"), Concat("c", None, "s", "input", "s")),

        // A concatenation that is added to a layer's output, and read by another concatenation, which is added too.
        Model("NestedJoins", 64, Linear(12, "a", "input", 64, 30, Relu), Linear(13, "b", "input", 64, 33, Relu), Concat("ab", None, "a", "b"), Linear(14, "c", "input", 64, 63, Relu),
            Add("s", None, "ab", "c"), Concat("t", None, "s", "a"), Linear(15, "d", "c", 63, 93, None), Add("u", Relu, "d", "t"), Linear(16, "e", "u", 93, 5, None)),

        // Constants on both sides of a sum vanish; on one side, and where the sum has another reader, they stay.
        Model("ConstantOperands", 20, Constant(17, "a", 20, 40, 3), Constant(18, "b", 20, 40, 3), Constant(19, "c", 20, 40, 2), Add("s", Relu, "a", "b"), Add("t", Relu, "a", "c"),
            Concat("st", None, "s", "t"), Linear(20, "d", "st", 80, 6, None)),
        Model("AllConstant", 20, Constant(21, "a", 20, 16, 1), Constant(22, "b", 20, 16, 1), Add("s", Relu, "a", "b"), Linear(23, "c", "s", 16, 6, None)),
        Model("ConstantHalf", 20, Constant(24, "a", 20, 16, 1), Linear(25, "b", "input", 20, 16, None), Concat("s", None, "a", "b"), Linear(26, "c", "s", 32, 6, None)),

        // Normalisations and activations of a value that others read as it is.
        Model("SharedNorm", 30, Linear(27, "a", "input", 30, 20, None), new GraphNorm("n", "a", 28, 20, Relu), Linear(29, "b", "n", 20, 20, None), Add("s", None, "a", "b", "n")),
        Model("NormOfNorm", 30, new GraphNorm("n", "input", 30, 30, None), new GraphNorm("m", "n", 31, 30, None), Linear(32, "a", "n", 30, 12, None), Linear(33, "b", "m", 30, 12, None),
            Add("s", None, "a", "b"), new GraphNorm("o", "s", 34, 12, None), Concat("c", None, "o", "n")),
        Model("SharedActivation", 30, Linear(35, "a", "input", 30, 20, None), new GraphActivation("a", Relu), Linear(36, "b", null, 20, 20, None),
            new GraphActivation("a", WeightMaker.Activation(ActivationKind.Gelu)), Linear(37, "c", null, 20, 20, None), Add("s", None, "a", "b", "c")),
        Model("ActivatedConcat", 30, Linear(38, "a", "input", 30, 20, None), Concat("c", Relu, "a", "input"), Linear(39, "b", null, 50, 11, None)),
        Model("FlattenGoesBack", 30, Linear(40, "a", "input", 30, 20, Relu), Linear(41, "unread", "a", 20, 9, Relu), new GraphActivation("a", None), Linear(42, "b", null, 20, 11, None)),
        Model("OutputIsAnEarlierLayer", 30, Linear(43, "a", "input", 30, 20, Relu), Linear(44, "unread", "a", 20, 9, Relu), new GraphActivation("a", None)),
        Model("SoftmaxTwice", 40, Linear(45, "a", "input", 40, 64, Softmax), Linear(46, "b", "a", 64, 64, None), Add("s", Softmax, "a", "b"), Concat("c", None, "a", "s", "input"), Linear(47, "d", "c", 168, 3, Softmax)),
        Model("SkipsZeros", 100, Sparse(48, "a", "input", 100, 70), Sparse(49, "b", "a", 70, 70), Add("s", Relu, "a", "b"), Sparse(50, "c", "s", 70, 10)),
    ];

    private static GraphModel Model(string name, int inputs, params GraphLayer[] layers) => new("Named" + name, UnrollingMode.None, inputs, layers);

    private static GraphLinear Linear(int seed, string name, string? source, int inputs, int outputs, ActivationFunction activation) =>
        new(name, source, WeightMaker.Layer(seed, inputs, outputs, 6.0 / (inputs + 5), activation, hasEmpty: seed % 2 == 0));

    private static GraphLinear Sparse(int seed, string name, string source, int inputs, int outputs) =>
        new(name, source, WeightMaker.Layer(seed, inputs, outputs, 0.1, Relu) with { InputSparsity = 0.97 });

    /// <summary>Of every so many rows one is all zeros.</summary>
    private static GraphLinear Constant(int seed, string name, int inputs, int outputs, int every)
    {
        TestLayer layer = WeightMaker.Layer(seed, inputs, outputs, 0.3, Relu);
        return new GraphLinear(name, "input", layer with { Weights = [.. layer.Weights.Select((weight, i) => i / inputs % every == 0 ? 0f : weight)] });
    }

    private static GraphJoin Add(string name, ActivationFunction activation, params string[] operands) => new(name, JoinKind.Add, operands, activation);

    private static GraphJoin Concat(string name, ActivationFunction activation, params string[] operands) => new(name, JoinKind.Concat, operands, activation);
}
