namespace SparseCompile.Training.Tests.Pruning;

/// <summary>A second implementation of second-order pruning, by elimination on plain arrays: slow, and with nothing in common but the definition.</summary>
internal static class NaiveSurgeon
{
    /// <summary>Three rounds of falling density; in each, ranks by |w| / sqrt([H^-1]jj) on the support, keeps the same number in every row, and solves for what is left.</summary>
    /// <param name="weights">Rows of weights.</param>
    /// <param name="inputs">Samples of inputs.</param>
    /// <param name="density">Share of the weights that is kept.</param>
    public static double[][] Prune(double[][] weights, double[][] inputs, double density)
    {
        int columns = weights[0].Length;
        double[,] gram = new double[columns, columns];
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                gram[i, j] = inputs.Sum(input => input[i] * input[j]);
            }
        }

        double damping = 0.01 * Enumerable.Range(0, columns).Average(i => gram[i, i]);
        for (int i = 0; i < columns; i++)
        {
            gram[i, i] += damping;
        }

        return [.. weights.Select(row => PruneRow(row, gram, density))];
    }

    private static double[] PruneRow(double[] original, double[,] gram, double density)
    {
        int[] support = [.. Enumerable.Range(0, original.Length)];
        (double[] refitted, double[] worth) = Solve(original, gram, support);
        for (int round = 1; round <= 3; round++)
        {
            int count = Math.Max(1, (int)Math.Round(Math.Pow(density, round / 3.0) * original.Length, MidpointRounding.ToEven));
            support = [.. support.OrderByDescending(j => Math.Abs(refitted[j]) / Math.Sqrt(worth[j])).Take(count).Order()];
            (refitted, worth) = Solve(original, gram, support);
        }

        return refitted;
    }

    /// <summary>w with H(S,S) w(S) = H(S,:) original, and the diagonal of the inverse, by Gauss and Jordan.</summary>
    private static (double[] Weights, double[] Worth) Solve(double[] original, double[,] gram, int[] support)
    {
        int size = support.Length;
        double[,] system = new double[size, (2 * size) + 1];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                system[i, j] = gram[support[i], support[j]];
            }

            system[i, size + i] = 1;
            system[i, 2 * size] = Enumerable.Range(0, original.Length).Sum(j => gram[support[i], j] * original[j]);
        }

        for (int pivot = 0; pivot < size; pivot++)
        {
            double scale = system[pivot, pivot];
            for (int j = 0; j <= 2 * size; j++)
            {
                system[pivot, j] /= scale;
            }

            for (int i = 0; i < size; i++)
            {
                double factor = system[i, pivot];
                for (int j = 0; i != pivot && j <= 2 * size; j++)
                {
                    system[i, j] -= factor * system[pivot, j];
                }
            }
        }

        double[] weights = new double[original.Length], worth = new double[original.Length];
        for (int i = 0; i < size; i++)
        {
            (weights[support[i]], worth[support[i]]) = (system[i, 2 * size], system[i, size + i]);
        }

        return (weights, worth);
    }
}
