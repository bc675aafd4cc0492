using System.Numerics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>An activation by itself, or a flatten, which has none.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Activation">The function.</param>
internal sealed record GraphActivation(string? Source, ActivationFunction Activation) : GraphLayer(null, [Source], Activation)
{
    public override string Attribute => Activation.Kind == ActivationKind.None
        ? Sources[0] is { } source ? $"[Flatten(From = \"{source}\")]" : "[Flatten]"
        : $"[Activation(Activation.{Activation.Kind}{AttributeText.Parameters(Activation)}{From})]";

    public override LayerDeclaration Declaration => new ElementwiseDeclaration("Activation", Activation, null) { From = Sources[0] };

    public override BoundedVector Evaluate(IReadOnlyList<BoundedVector> inputs) => inputs[0];

    public override BigInteger[] Reach(IReadOnlyList<BigInteger[]> inputs) => inputs[0];
}
