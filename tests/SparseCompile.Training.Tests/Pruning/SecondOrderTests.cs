using SparseCompile.Cli.Estimates;
using SparseCompile.Cli.Pruning;
using SparseCompile.Cli.Pruning.Models;
using SparseCompile.Cli.Pruning.Numerics;
using SparseCompile.Cli.Pruning.Patterns;

namespace SparseCompile.Training.Tests.Pruning;

/// <summary>Second-order pruning against a second implementation, and its promises under every pattern.</summary>
public sealed class SecondOrderTests
{
    [Theory]
    [InlineData(5, 12, 40, 0.5)]
    [InlineData(8, 24, 200, 0.25)]
    [InlineData(3, 30, 9, 0.2)]
    public void It_is_what_a_naive_reference_computes(int rows, int columns, int samples, double density)
    {
        Random random = new(columns);
        double[][] inputs = Inputs(random, samples, columns);
        PrunableLayer layer = Layer(random, rows, columns);
        double[][] expected = NaiveSurgeon.Prune([.. layer.Weights.Chunk(columns).Select(row => Array.ConvertAll(row, weight => (double)weight))], inputs, density);
        float[] found = SecondOrderPruning.Prune(layer, [GramOf(inputs)], new EqualRows(), density);
        for (int i = 0; i < found.Length; i++)
        {
            ((double)found[i]).ShouldBe(expected[i / columns][i % columns], 1e-5, $"row {i / columns}, column {i % columns}");
        }
    }

    [Theory]
    [InlineData("any")]
    [InlineData("rows")]
    [InlineData("n:8")]
    [InlineData("16x1")]
    [InlineData("4x4")]
    [InlineData("lines")]
    [InlineData("complementary4")]
    [InlineData("tiles4")]
    public void Under_every_pattern_the_error_is_less_than_by_magnitude_and_the_mask_is_the_pattern_s(string word)
    {
        Random random = new(4);
        double[][] inputs = Inputs(random, 300, 48);
        PrunableLayer layer = Layer(random, 32, 48);
        PruningChoice choice = PruningChoice.Of(word, 0.25);
        PrunedLayer pruned = LayerPruner.Prune(layer, choice, [GramOf(inputs)], isSecondOrder: true);
        pruned.Error.ShouldBeLessThan(0.9 * pruned.MagnitudeError);
        bool[] mask = [.. pruned.Weights.Select(weight => weight != 0)];
        choice.Pattern!.Select([.. mask.Select(kept => kept ? 1f : 0f)], layer.Layout.Shape, 0.25).ShouldBe(mask);
        pruned.Weights.Where(weight => weight == 0).ShouldAllBe(weight => !float.IsNegative(weight));
    }

    [Fact]
    public void Errors_are_those_of_the_outputs()
    {
        Random random = new(5);
        double[][] inputs = Inputs(random, 20, 10);
        PrunableLayer layer = Layer(random, 6, 10);
        float[] pruned = [.. layer.Weights.Select((weight, i) => i % 3 == 0 ? weight : 0f)];
        double change = 0, all = 0;
        foreach (double[] input in inputs)
        {
            for (int row = 0; row < 6; row++)
            {
                double before = Enumerable.Range(0, 10).Sum(i => layer.Weights[(row * 10) + i] * input[i]), after = Enumerable.Range(0, 10).Sum(i => pruned[(row * 10) + i] * input[i]);
                (change, all) = (change + ((before - after) * (before - after)), all + (before * before));
            }
        }

        LayerError.Relative(layer, pruned, [GramOf(inputs)]).ShouldBe(Math.Sqrt(change / all), 1e-9);
    }

    [Fact]
    public void Inputs_that_say_nothing_do_no_harm()
    {
        PrunableLayer layer = Layer(new Random(6), 4, 8);
        float[] pruned = SecondOrderPruning.Prune(layer, [GramOf([new double[8]])], new EqualRows(), 0.5);
        pruned.Count(weight => weight != 0).ShouldBe(16);
        pruned.ShouldAllBe(weight => float.IsFinite(weight));
    }

    private static PrunableLayer Layer(Random random, int rows, int columns)
    {
        WeightShape shape = new(rows, columns);
        return new PrunableLayer("fc", "fc.weight", new WeightLayout(shape, WeightOrder.OutputsFirst), new LayerShape(shape), [.. Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() - 0.5))]);
    }

    /// <summary>Inputs that depend on one another, as those of real layers do.</summary>
    private static double[][] Inputs(Random random, int samples, int columns) =>
        [.. Enumerable.Range(0, samples).Select(_ =>
        {
            double[] causes = [.. Enumerable.Range(0, 6).Select(_ => random.NextDouble() - 0.3)];
            return Enumerable.Range(0, columns).Select(i => causes[i % 6] + (0.5 * causes[(i / 3) % 6]) + (0.3 * random.NextDouble())).ToArray();
        })];

    private static Gram GramOf(double[][] inputs)
    {
        Gram gram = new(inputs[0].Length);
        foreach (double[] input in inputs)
        {
            gram.Add(input);
        }

        return gram;
    }
}
