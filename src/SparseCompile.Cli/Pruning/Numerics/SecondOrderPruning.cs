using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using SparseCompile.Cli.Pruning.Models;
using SparseCompile.Cli.Pruning.Patterns;

namespace SparseCompile.Cli.Pruning.Numerics;

/// <summary>Optimal brain surgeon, layer by layer: what a weight is worth depends on what the others can make up for, and they do.</summary>
/// <remarks>
/// As in SparseGPT (Frantar and Alistarh, 2023), weights are ranked by |w| / sqrt([H^-1]jj), where H is the Gram matrix of the layer's inputs. Unlike there, the weights
/// that are left are refitted exactly, row by row, as the least-squares solution on their support; and masks are made in a few rounds of falling density, each ranked by
/// the refitted weights and the inverse on their support.
/// </remarks>
internal static class SecondOrderPruning
{
    /// <summary>Rounds from dense to the final density: more hardly change the error.</summary>
    private const int Rounds = 3;

    /// <summary>The weights, pruned ones exactly +0, the others refitted.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="grams">Of the inputs of each group.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="density">Share of the weights that is kept.</param>
    public static float[] Prune(PrunableLayer layer, Gram[] grams, PruningPattern pattern, double density)
    {
        WeightShape shape = layer.Layout.Shape;
        Matrix<double>[] damped = [.. grams.Select(gram => gram.Damped())];
        double[] weights = Array.ConvertAll(layer.Weights, weight => (double)weight);
        bool[] kept = [.. Enumerable.Repeat(true, shape.Length)];
        double[] worth = Refit(layer, damped, kept, weights);
        for (int round = 1; round <= Rounds; round++)
        {
            // What was pruned scores 0: a pattern takes it only where it must.
            float[] scores = [.. weights.Select((weight, i) => kept[i] ? (float)(Math.Abs(weight) / Math.Sqrt(worth[i])) : 0f)];
            kept = pattern.Select(scores, shape, Math.Pow(density, (double)round / Rounds));
            worth = Refit(layer, damped, kept, weights);
        }

        return [.. weights.Select((weight, i) => kept[i] ? (float)weight : 0f)];
    }

    /// <summary>The least-squares weights on a support.</summary>
    /// <returns>The diagonal of the inverse on the support of each row, row by row.</returns>
    private static double[] Refit(PrunableLayer layer, Matrix<double>[] damped, bool[] kept, double[] weights)
    {
        WeightShape shape = layer.Layout.Shape;
        double[] worth = new double[shape.Length];
        (int[] Support, Cholesky<double> Factor, double[] Diagonal)? last = null;
        for (int row = 0; row < shape.Rows; row++)
        {
            int first = row * shape.Columns, group = row / (shape.Rows / layer.Groups);
            int[] support = [.. Enumerable.Range(0, shape.Columns).Where(column => kept[first + column])];
            Matrix<double> gram = damped[group];

            // Rows of a block share their support, and so the factor.
            if (last is not { } known || row % (shape.Rows / layer.Groups) == 0 || !known.Support.AsSpan().SequenceEqual(support))
            {
                Cholesky<double> factor = Matrix<double>.Build.Dense(support.Length, support.Length, (i, j) => gram[support[i], support[j]]).Cholesky();
                Matrix<double> inverse = factor.Solve(Matrix<double>.Build.DenseIdentity(support.Length));
                last = known = (support, factor, inverse.Diagonal().ToArray());
            }

            Vector<double> outputs = gram * Vector<double>.Build.Dense(shape.Columns, column => layer.Weights[first + column]);
            Vector<double> solved = known.Factor.Solve(Vector<double>.Build.Dense(support.Length, i => outputs[support[i]]));
            Array.Clear(weights, first, shape.Columns);
            for (int i = 0; i < support.Length; i++)
            {
                weights[first + support[i]] = solved[i];
                worth[first + support[i]] = known.Diagonal[i];
            }
        }

        return worth;
    }
}
