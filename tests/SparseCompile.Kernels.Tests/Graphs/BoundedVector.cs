using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>A value of a graph in double precision, with bounds.</summary>
/// <param name="Elements">Its elements.</param>
internal sealed record BoundedVector(IReadOnlyList<Bounded> Elements)
{
    /// <summary>What activations may be off by, in units of the round-off: their approximations' errors.</summary>
    private const double ActivationError = 16 * Bounded.RoundOff;

    public Bounded this[int index] => Elements[index];

    public static BoundedVector Of(IEnumerable<Bounded> elements) => new([.. elements]);

    /// <summary>The same after an activation.</summary>
    public BoundedVector Apply(ActivationFunction function)
    {
        if (function.Kind == ActivationKind.None)
        {
            return this;
        }

        double[] results = ReferenceActivation.Apply(function, [.. Elements.Select(element => element.Value)]);
        double largest = Elements.Max(element => element.Error);
        return Of(results.Select((y, i) =>
        {
            double error = (Slope(function) * (function.Kind == ActivationKind.Softmax ? largest : this[i].Error)) + (ActivationError * (Math.Abs(this[i].Value) + 1));
            return new Bounded(y, Math.Abs(y) + error, error);
        }));
    }

    /// <summary>How much an activation can magnify an error.</summary>
    private static double Slope(ActivationFunction function) => function.Kind switch
    {
        ActivationKind.HardSwish => 1.5,
        ActivationKind.Gelu => 1.2,
        ActivationKind.Softmax => 2,
        _ => 1,
    };
}
