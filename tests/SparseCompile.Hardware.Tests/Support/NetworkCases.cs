using FsCheck.Fluent;
using FsCheck;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Random networks, edges included: empty, one row, one column, 0 % and 100 %, 1 to 16 lanes.</summary>
public static class NetworkCases
{
    /// <summary>Checks a property on <paramref name="count"/> networks.</summary>
    public static void ForAll(int count, Action<NetworkCase> property) =>
        Prop.ForAll(Generator().ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20_261_120UL, 7UL));

    private static Gen<NetworkCase> Generator() =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from lanes in Gen.Choose(1, 16)
        from widths in Width().ArrayOf(4)
        from layers in Gen.Choose(1, 3)
        from density in Gen.OneOf(Gen.Constant(0), Gen.Constant(100), Gen.Choose(1, 99))
        from activation in Gen.Elements(Enum.GetValues<ActivationKind>())
        from remove in Gen.Elements(false, true)
        select new NetworkCase(seed, lanes, widths[..(layers + 1)], density, activation, remove);

    private static Gen<int> Width() => Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Constant(1)), (6, Gen.Choose(2, 40)));
}
