using System.Numerics;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>A sum or a concatenation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Which.</param>
/// <param name="Operands">Names of what it joins.</param>
/// <param name="Activation">What follows.</param>
internal sealed record GraphJoin(string Name, JoinKind Kind, IReadOnlyList<string> Operands, ActivationFunction Activation) : GraphLayer(Name, Operands, Activation)
{
    public override string Attribute => $"[{Kind}(\"{Name}\", {string.Join(", ", Operands.Select(operand => $"\"{operand}\""))}{AttributeText.Options(Activation)})]";

    public override LayerDeclaration Declaration => new JoinDeclaration(Name!, Kind, Operands.ToEquatableArray(), Activation, null);

    public override BoundedVector Evaluate(IReadOnlyList<BoundedVector> inputs) => Kind == JoinKind.Concat
        ? BoundedVector.Of(inputs.SelectMany(input => input.Elements))
        : BoundedVector.Of(inputs[0].Elements.Select((first, i) => inputs.Skip(1).Aggregate(first, (sum, input) => sum + input[i]).Rounded(inputs.Count)));

    public override BigInteger[] Reach(IReadOnlyList<BigInteger[]> inputs) => Kind == JoinKind.Concat
        ? [.. inputs.SelectMany(input => input)]
        : [.. inputs[0].Select((_, i) => inputs.Aggregate(BigInteger.Zero, (reached, input) => reached | input[i]))];
}
