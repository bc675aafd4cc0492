using System.Numerics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>A layer of a declared graph: what the user writes, what the file holds, and what it means, told without the compiler.</summary>
/// <param name="Name">Its name; null for layers that have none.</param>
/// <param name="Sources">Names of what it reads; null stands for the layer before.</param>
/// <param name="Activation">What follows.</param>
internal abstract record GraphLayer(string? Name, IReadOnlyList<string?> Sources, ActivationFunction Activation)
{
    /// <summary>The attribute.</summary>
    public abstract string Attribute { get; }

    /// <summary>The same as the compiler's input.</summary>
    public abstract LayerDeclaration Declaration { get; }

    /// <summary>Adds its tensors to the weight file.</summary>
    public virtual void Save(NpzBuilder file)
    {
    }

    /// <summary>What it computes, before the activation.</summary>
    public abstract BoundedVector Evaluate(IReadOnlyList<BoundedVector> inputs);

    /// <summary>For each output a bit for each of the model's inputs that it depends on, before the activation.</summary>
    public abstract BigInteger[] Reach(IReadOnlyList<BigInteger[]> inputs);

    /// <summary>The argument for a source that is not the layer before.</summary>
    protected string From => Sources[0] is { } source ? $", From = \"{source}\"" : "";
}
