using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Kernels.Tests.Models;

/// <summary>Models that each reach a path of the compiler that random ones might miss.</summary>
internal static class NamedModels
{
    private static readonly ActivationFunction Relu = new(ActivationKind.Relu);

    public static IReadOnlyList<TestModel> All { get; } =
    [
        new("Jet", UnrollingMode.Auto, Dense(1, 16, 64, 0.25), Dense(2, 64, 32, 0.25), Dense(3, 32, 32, 0.25), Dense(4, 32, 5, 0.25, ActivationKind.Softmax)),
        new("JetTables", UnrollingMode.None, Dense(1, 16, 64, 0.25), Dense(2, 64, 32, 0.25), Dense(3, 32, 5, 0.25, ActivationKind.None)),

        // More non-zeros than are written as literals: the table travels as text. Also blocks of four groups, and of what is left over.
        new("Streamed", UnrollingMode.Auto, Dense(5, 300, 215, 0.08), Dense(6, 215, 10, 0.2, ActivationKind.None)),

        // Rows of more steps than one method holds: later parts go on from what earlier ones stored.
        new("LongRows", UnrollingMode.Full, Dense(7, 405, 1, 1)),

        // Many rows with hardly a weight, and so many activations to each unrolled method.
        new("UnrolledClips", UnrollingMode.Full, Dense(26, 30, 300, 0.01, ActivationKind.Clip)),
        new("UnrolledLeaks", UnrollingMode.Full, Dense(27, 30, 300, 0.01, ActivationKind.LeakyRelu)),
        new("UnrolledRelus", UnrollingMode.Full, Dense(28, 30, 300, 0.01)),

        // Several unrolled layers that do not fit the registers, more than the eight groups of one part.
        new("UnrolledLayers", UnrollingMode.Full, Dense(8, 150, 140, 0.02), Dense(9, 140, 20, 0.1, ActivationKind.Tanh)),

        // Rows that look at neighbouring inputs: the plan spreads the inputs, and leaves out those that no row looks at.
        new("Clustered", UnrollingMode.Auto, WeightMaker.Clustered(23, 330, 160, 25, Relu), Dense(24, 160, 7, 0.2, ActivationKind.None)),
        new("ClusteredMatrix", UnrollingMode.None, WeightMaker.Clustered(25, 333, 130, 23, ActivationFunction.None)) { IsMatrix = true },

        // Pruning patterns: rows that share inputs, in order and shuffled, with a last block cut off; regular ones, without idle lanes and with some.
        new("Blocks16", UnrollingMode.None, WeightMaker.Blocks(30, 130, 200, 16, 1, 0.1, ActivationFunction.None)),
        new("Blocks8", UnrollingMode.None, WeightMaker.Blocks(31, 260, 254, 8, 1, 0.2, Relu) with { Kernel = "blocks/h8/w1/g4/rows=natural" }, Dense(32, 254, 7, 0.95, ActivationKind.None)),
        new("Blocks4x4", UnrollingMode.None, WeightMaker.Blocks(33, 256, 180, 4, 4, 0.1, Relu), WeightMaker.Blocks(34, 180, 60, 4, 4, 0.2, Relu)),
        new("BlocksHiddenSoftmax", UnrollingMode.None, WeightMaker.Blocks(36, 200, 160, 16, 1, 0.2, new ActivationFunction(ActivationKind.Softmax)), Dense(37, 160, 9, 0.95)),
        new("BlocksWithGaps", UnrollingMode.None, WeightMaker.Blocks(42, 200, 160, 16, 1, 0.2, Relu, hasGaps: true)),
        new("QuadsWithGaps", UnrollingMode.None, WeightMaker.Blocks(43, 203, 160, 4, 4, 0.2, ActivationFunction.None, hasGaps: true)),
        new("BlocksShuffled", UnrollingMode.None, WeightMaker.Blocks(38, 200, 160, 16, 1, 0.2, Relu, isShuffled: true)),
        new("Regular", UnrollingMode.None, WeightMaker.NOfM(39, 320, 150, 2, 32, Relu), WeightMaker.NOfM(40, 150, 40, 1, 30, ActivationFunction.None)),
        new("NearlyRegular", UnrollingMode.None, WeightMaker.NOfM(41, 128, 150, 6, 32, ActivationFunction.None, isExact: false)),
        new("Skewed", UnrollingMode.None, WeightMaker.Skewed(29, 200, 150)) { IsMatrix = true },

        // Sparse activations, first, hidden and last; tables as literals and as text; a batch of several tiles without an activation at the end.
        new("SparseFirst", UnrollingMode.None, Dense(50, 130, 70, 0.3) with { InputSparsity = 0.95 }, Dense(51, 70, 20, 0.4) with { InputSparsity = 0.95 }),
        new("SparseAll", UnrollingMode.Auto, Dense(52, 250, 190, 0.1, ActivationKind.Sigmoid), Dense(53, 190, 33, 0.3, ActivationKind.None) with { InputSparsity = 0.97 }),
        new("SparseText", UnrollingMode.None, Dense(54, 300, 215, 0.08, ActivationKind.None) with { InputSparsity = 0.99 }),
        new("SparseSoftmax", UnrollingMode.None, Dense(55, 90, 130, 0.3, ActivationKind.Softmax) with { InputSparsity = 0.95 }, Dense(56, 130, 8, 0.5, ActivationKind.Softmax)),
        new("SparseBlocks", UnrollingMode.None, WeightMaker.Blocks(58, 200, 160, 16, 1, 0.2, Relu) with { InputSparsity = 0.95 }, WeightMaker.Blocks(59, 160, 75, 16, 1, 0.3, ActivationFunction.None) with { InputSparsity = 0.95 }),
        new("SparseGaps", UnrollingMode.None, WeightMaker.Blocks(85, 200, 163, 16, 1, 0.2, Relu, hasGaps: true) with { InputSparsity = 0.95 }, Dense(86, 163, 12, 0.9, ActivationKind.None) with { InputSparsity = 0.95 }),
        new("SparseUnrolled", UnrollingMode.Full, Dense(57, 90, 30, 0.1) with { InputSparsity = 0.95 }),

        // Hypersparse: gathered by eights and by fours on 512-bit targets too, hidden and last, in order and longest first.
        new("Hypersparse", UnrollingMode.None, Dense(80, 700, 620, 0.006) with { Kernel = "gather/c8/rows=length" }, Dense(81, 620, 9, 0.5, ActivationKind.None) with { Kernel = "gather/c4/rows=natural" }),
        new("HypersparseMatrix", UnrollingMode.None, Plain(82, 900, 130, 0.005) with { Kernel = "gather/c8/rows=length" }) { IsMatrix = true },

        // Few values: a table that travels as text lists them; left to the planner, the sums are those of any other layer.
        new("FewValues", UnrollingMode.None, WeightMaker.Clustered(65, 300, 215, 25, Relu, values: 7), WeightMaker.Clustered(66, 215, 10, 23, ActivationFunction.None, values: 2)),

        // Weights that differ in sign alone, with a magnitude for each row; rows without weights and with biases of -0; first, hidden and last; a batch of several tiles.
        new("Ternary", UnrollingMode.None, Signed(60, 130, 150, 0.2, Relu, "g4/rows=length"), Signed(61, 150, 33, 0.3, ActivationFunction.None, "g1/rows=natural")),
        new("TernaryMatrix", UnrollingMode.None, Signed(62, 330, 260, 0.07, ActivationFunction.None, "g2/rows=length") with { Bias = null }) { IsMatrix = true },
        new("TernaryNarrow", UnrollingMode.None, Signed(67, 130, 150, 0.2, Relu, "g4/rows=length", isNarrow: true), Signed(68, 150, 33, 0.3, ActivationFunction.None, "g1/rows=natural", isNarrow: true)),
        new("TernaryNarrowMatrix", UnrollingMode.None, Signed(69, 330, 260, 0.07, ActivationFunction.None, "g4/rows=length", isNarrow: true) with { Bias = null }) { IsMatrix = true },
        new("TernaryNarrowHidden", UnrollingMode.None, Dense(70, 60, 190, 0.2), Signed(71, 190, 130, 0.1, Relu, "g2/rows=natural", isNarrow: true), Dense(72, 130, 9, 0.4)),

        // Several magnitudes a row: a pass for each; with and without an activation, first, hidden and last, windows of both widths.
        new("FewMagnitudes", UnrollingMode.None, Signed(73, 130, 150, 0.3, Relu, "g4/rows=length", magnitudes: 3), Signed(74, 150, 33, 0.4, ActivationFunction.None, "g2/rows=natural", magnitudes: 2)),
        new("FewMagnitudesNarrow", UnrollingMode.None, Signed(75, 130, 150, 0.3, new ActivationFunction(ActivationKind.Sigmoid), "g4/rows=length", isNarrow: true, magnitudes: 4), Signed(76, 150, 14, 0.4, ActivationFunction.None, "g1/rows=natural", isNarrow: true, magnitudes: 2)),
        new("FewMagnitudesMatrix", UnrollingMode.None, Signed(77, 330, 260, 0.07, ActivationFunction.None, "g4/rows=length", magnitudes: 3) with { Bias = null }) { IsMatrix = true },

        new("TernarySoftmax", UnrollingMode.Auto, Signed(63, 90, 130, 0.3, new ActivationFunction(ActivationKind.Softmax), "g4/rows=natural"), Dense(64, 130, 8, 0.5, ActivationKind.Tanh)),

        // Activations past what is put on the stack.
        new("LargeInput", UnrollingMode.Auto, Dense(10, 20_000, 3, 0.004), Dense(11, 3, 4, 1, ActivationKind.None)),
        new("HiddenSoftmax", UnrollingMode.Auto, Dense(12, 20, 70, 0.3, ActivationKind.Softmax), Dense(13, 70, 6, 0.3, ActivationKind.Softmax)),
        new("AllZero", UnrollingMode.None, Dense(14, 20, 10, 0), Dense(15, 10, 5, 0, ActivationKind.None)),
        new("AllZeroFused", UnrollingMode.Auto, Dense(16, 20, 10, 0.3), Dense(17, 10, 5, 0, ActivationKind.Sigmoid)),
        new("Matrix", UnrollingMode.Auto, Plain(18, 170, 230, 0.06)) { IsMatrix = true },
        new("SmallMatrix", UnrollingMode.Auto, Plain(19, 33, 17, 0.2)) { IsMatrix = true },
        new("UnrolledMatrix", UnrollingMode.Full, Plain(20, 65, 40, 0.1)) { IsMatrix = true },
        .. Enum.GetValues<ActivationKind>().Select(kind => new TestModel($"{kind}Tables", UnrollingMode.None, Dense(21, 24, 21, 0.4, kind))),
        .. Enum.GetValues<ActivationKind>().Select(kind => new TestModel($"{kind}Fused", UnrollingMode.Auto, Dense(22, 24, 21, 0.4, kind))),
    ];

    private static TestLayer Dense(int seed, int inputs, int outputs, double density, ActivationKind kind = ActivationKind.Relu) =>
        WeightMaker.Layer(seed, inputs, outputs, density, kind == ActivationKind.Relu ? Relu : WeightMaker.Activation(kind));

    private static TestLayer Signed(int seed, int inputs, int outputs, double density, ActivationFunction activation, string kernel, bool isNarrow = false, int magnitudes = 1) =>
        WeightMaker.Signed(seed, inputs, outputs, density, activation, magnitudes) with
        {
Kernel = $"window-permute/w{(isNarrow ? 32 : 64)}/sums{magnitudes}/{kernel}",
        };

    private static TestLayer Plain(int seed, int inputs, int outputs, double density) =>
        WeightMaker.Layer(seed, inputs, outputs, density, ActivationFunction.None, hasBias: false);
}
