using System.Globalization;
using System.Numerics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>A linear layer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">What it reads.</param>
/// <param name="Layer">Weights, biases and activation.</param>
internal sealed record GraphLinear(string Name, string? Source, TestLayer Layer) : GraphLayer(Name, [Source], Layer.Activation)
{
    public override string Attribute => $"[Linear(\"{Name}\"{From}{Sparsity}{AttributeText.Options(Activation)})]";

    public override LayerDeclaration Declaration =>
        new LinearDeclaration(Name!, null, null, false, Activation, null) { From = Sources[0], InputSparsity = Layer.InputSparsity };

    private string Sparsity => Layer.InputSparsity > 0 ? $", InputSparsity = {Layer.InputSparsity.ToString(CultureInfo.InvariantCulture)}" : "";

    public override void Save(NpzBuilder file)
    {
        file.Add($"{Name}.weight", [Layer.Outputs, Layer.Inputs], Layer.Weights);
        if (Layer.Bias is { } bias)
        {
            file.Add($"{Name}.bias", [Layer.Outputs], bias);
        }
    }

    public override BoundedVector Evaluate(IReadOnlyList<BoundedVector> inputs) =>
        BoundedVector.Of(Enumerable.Range(0, Layer.Outputs).Select(row => Row(row, inputs[0])));

    public override BigInteger[] Reach(IReadOnlyList<BigInteger[]> inputs) =>
        [.. Enumerable.Range(0, Layer.Outputs).Select(row => Kept(row).Aggregate(BigInteger.Zero, (reached, column) => reached | inputs[0][column]))];

    private IEnumerable<int> Kept(int row) => Enumerable.Range(0, Layer.Inputs).Where(column => Layer.Weights[(row * Layer.Inputs) + column] != 0f);

    /// <summary>Pruned weights are left out: they contribute nothing, whatever they would be multiplied by.</summary>
    private Bounded Row(int row, BoundedVector input)
    {
        Bounded sum = Bounded.Exactly(Layer.Bias?[row] ?? 0f);
        int steps = 1;
        foreach (int column in Kept(row))
        {
            sum += Layer.Weights[(row * Layer.Inputs) + column] * input[column];
            steps++;
        }

        return sum.Rounded(steps);
    }
}
