using System.Numerics;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>A model of any graph, as a test defines it: source, weight file, declaration and meaning follow from it.</summary>
/// <param name="Name">The class.</param>
/// <param name="Unrolling">What the attribute asks for.</param>
/// <param name="InputLength">Values of an input.</param>
/// <param name="Layers">In the order of their attributes.</param>
internal sealed record GraphModel(string Name, UnrollingMode Unrolling, int InputLength, IReadOnlyList<GraphLayer> Layers)
{
    /// <summary>Extents of an input; a vector where they are not given.</summary>
    public IReadOnlyList<int> InputShape { get; init; } = [InputLength];

    public string WeightFile => $"weights/{Name}.npz";

    /// <summary>What a user would write.</summary>
    public string Source =>
        $"[SparseModel(\"{WeightFile}\", Unrolling = Unrolling.{Unrolling})]\n[Input({string.Join(", ", InputShape)})]\n{string.Join("\n", Layers.Select(layer => layer.Attribute))}\npublic static partial class {Name};";

    /// <summary>The same as the compiler's input.</summary>
    public ModelDeclaration Declaration => new(
        new TypeDeclaration("", new EquatableArray<string>([$"partial class {Name}"]), Name, Name),
        WeightFile,
        Unrolling,
        InputShape.ToEquatableArray(),
        Layers.Select(layer => layer.Declaration).ToEquatableArray(),
        null);

    /// <summary>Weights that are not zero, as the file has them.</summary>
    public long NonZeros => Layers.OfType<GraphLinear>().Sum(layer => (long)layer.Layer.NonZeros);

    /// <summary>Writes the weight file.</summary>
    public WeightInput Write(string folder)
    {
        NpzBuilder file = new();
        foreach (GraphLayer layer in Layers)
        {
            layer.Save(file);
        }

        return file.Write(folder, WeightFile);
    }

    /// <summary>What the declared layers compute, one after the other, in double precision.</summary>
    public BoundedVector Evaluate(ReadOnlySpan<float> input) =>
        Walk(BoundedVector.Of(input.ToArray().Select(Bounded.Exactly)), (layer, inputs) => layer.Evaluate(inputs).Apply(layer.Activation));

    /// <summary>For each output a bit for each input that it depends on.</summary>
    public BigInteger[] Reach() => Walk<BigInteger[]>([.. Enumerable.Range(0, InputLength).Select(i => BigInteger.One << i)], (layer, inputs) =>
    {
        BigInteger[] reached = layer.Reach(inputs);
        return layer.Activation.Kind != ActivationKind.Softmax ? reached
            : [.. Enumerable.Repeat(reached.Aggregate(BigInteger.Zero, (all, one) => all | one), reached.Length)];
    });

    public override string ToString() => $"{Name} (Unrolling.{Unrolling}): [Input({string.Join(", ", InputShape)})] {string.Join(" ", Layers.Select(layer => layer.Attribute))}";

    private T Walk<T>(T input, Func<GraphLayer, IReadOnlyList<T>, T> step)
    {
        Dictionary<string, T> named = new() { ["input"] = input };
        T last = input;
        foreach (GraphLayer layer in Layers)
        {
            last = step(layer, [.. layer.Sources.Select(source => source is null ? last : named[source])]);
            if (layer.Name is { } name)
            {
                named[name] = last;
            }
        }

        return last;
    }
}
