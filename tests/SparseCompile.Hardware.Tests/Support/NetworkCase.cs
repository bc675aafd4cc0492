using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>A random network told by a few numbers, so that a failure can be read.</summary>
public sealed record NetworkCase(int Seed, int Lanes, int[] Widths, int DensityPercent, ActivationKind Activation, bool RemoveNeurons)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"seed {Seed}, lanes {Lanes}, widths {string.Join("-", Widths)}, {DensityPercent} %, {Activation}, remove {RemoveNeurons}";

    /// <summary>Builds the network; kept outputs of a layer are the kept inputs of the next.</summary>
    public HardwareModel Build()
    {
        var random = new Random(Seed);
        var layers = new List<HardwareLayer>();
        int[] kept = Keep(Widths[0], random);
        for (int i = 1; i < Widths.Length; i++)
        {
            int[] inputs = kept;
            bool last = i == Widths.Length - 1;
            int[] outputs = last ? [.. Enumerable.Range(0, Widths[i])] : Keep(Widths[i], random);
            CsrMatrix weights = Matrices.From(
                outputs.Length, inputs.Length, (_, _) => random.Next(100) < DensityPercent ? Value(random) : 0);
            float[] bias = [.. outputs.Select(_ => Value(random))];
            var layer = new Linear(weights, bias, new ActivationFunction(Activation, 0.1f, -1, 2));
            long removed = ((long)Widths[i - 1] * Widths[i]) - weights.DenseMacs;
            layers.Add(new HardwareLayer(
                $"fc{i}",
                layer,
                Widths[i - 1],
                Widths[i],
                weights.NonZeros + random.NextInt64(removed + 1),
                RemoveNeurons ? inputs : null,
                RemoveNeurons && !last ? outputs : null));
            kept = outputs;
        }

        return Matrices.Model(Lanes, [.. layers]);
    }

    /// <summary>Random inputs, different for each <paramref name="number"/>.</summary>
    public float[] Inputs(int number)
    {
        var random = new Random(unchecked(Seed + (number * 7919)));
        return [.. Enumerable.Range(0, Widths[0]).Select(_ => Value(random))];
    }

    private int[] Keep(int width, Random random) =>
        [.. Enumerable.Range(0, width).Where(_ => !RemoveNeurons || random.Next(4) > 0)];

    private static float Value(Random random) => (float)((random.NextDouble() * 2) - 1) + 1e-3f;
}
