using FsCheck.Fluent;
using FsCheck;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Kernels.Tests.Models;

/// <summary>Random models: any shape, density, activation and unrolling.</summary>
internal static class ModelGenerator
{
    /// <summary>Non-zeros of a layer that is driven from tables: what the interpreter of lane programs gets through in a moment.</summary>
    private const int TableLimit = 9000;

    /// <summary>Non-zeros of a layer that is spelled out: each is a statement for the C# compiler, at several widths.</summary>
    private const int UnrolledLimit = 150;

    /// <summary>So many models, the same ones every time.</summary>
    public static IReadOnlyList<TestModel> Sample(int count)
    {
        TestModel[] models = [];
        Prop.ForAll(Model().ArrayOf(count).ToArbitrary(), sample => models = [.. sample.Select((model, i) => model with { Name = $"Random{i}" })])
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1).WithReplay(20_261_121UL, 9UL));
        return models;
    }

    private static Gen<TestModel> Model() =>
        from unrolling in Gen.Frequency((4, Gen.Constant(UnrollingMode.Auto)), (4, Gen.Constant(UnrollingMode.None)), (2, Gen.Constant(UnrollingMode.Full)))
        from isSmall in Gen.Frequency((1, Gen.Constant(true)), (2, Gen.Constant(false)))
        from widths in (isSmall ? SmallExtent() : Extent()).ArrayOf(4)
        from depth in Gen.Frequency((3, Gen.Constant(1)), (3, Gen.Constant(2)), (2, Gen.Constant(3)))
        from layers in Layer().ArrayOf(depth)
        select new TestModel("Random", unrolling, [.. layers.Select((layer, i) => layer.Make(widths[i], widths[i + 1], unrolling))]);

    private static Gen<LayerRecipe> Layer() =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from percent in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Constant(100)), (3, Gen.Choose(1, 15)), (3, Gen.Choose(1, 99)))
        from kind in Gen.Frequency((3, Gen.Constant(ActivationKind.None)), (7, Gen.Elements(Enum.GetValues<ActivationKind>())))
        from hasBias in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from hasEmpty in Gen.Elements(true, false)
        from isWild in Gen.Frequency((1, Gen.Constant(true)), (5, Gen.Constant(false)))
        select new LayerRecipe(seed, percent / 100.0, kind, hasBias, hasEmpty, isWild);

    private static Gen<int> Extent() =>
        Gen.Frequency((2, Gen.Elements(1, 15, 16, 17, 62, 63, 64, 65, 126, 127, 128, 129)), (3, Gen.Choose(1, 80)), (2, Gen.Choose(1, 200)));

    private static Gen<int> SmallExtent() => Gen.Frequency((1, Gen.Elements(1, 15, 16, 17)), (2, Gen.Choose(1, 40)));

    private sealed record LayerRecipe(int Seed, double Density, ActivationKind Kind, bool HasBias, bool HasEmpty, bool IsWild)
    {
        public TestLayer Make(int inputs, int outputs, UnrollingMode unrolling)
        {
            double most = (double)(unrolling == UnrollingMode.Full ? UnrolledLimit : TableLimit) / (inputs * outputs);
            return WeightMaker.Layer(Seed, inputs, outputs, Math.Min(Density, most), WeightMaker.Activation(Kind), HasBias, HasEmpty, IsWild);
        }
    }
}
