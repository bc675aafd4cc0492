using SparseCompile.Cli.Pruning.Models;

namespace SparseCompile.Cli.Pruning.Numerics;

/// <summary>By how much pruning changes the outputs of a layer.</summary>
internal static class LayerError
{
    /// <summary>The norm of the change over the norm of the outputs, biases left out; of the weights themselves where no inputs are known.</summary>
    /// <param name="layer">The layer as it was.</param>
    /// <param name="pruned">Its weights now, row by row.</param>
    /// <param name="grams">Of the inputs of each group; null where they are not known.</param>
    public static double Relative(PrunableLayer layer, float[] pruned, Gram[]? grams)
    {
        int columns = layer.Layout.Shape.Columns, rows = layer.Layout.Shape.Rows;
        double change = 0, all = 0;
        double[] difference = new double[columns], whole = new double[columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int i = (row * columns) + column;
                (whole[column], difference[column]) = (layer.Weights[i], (double)layer.Weights[i] - pruned[i]);
            }

            Gram? gram = grams?[row / (rows / layer.Groups)];
            change += gram?.Energy(difference) ?? difference.Sum(value => value * value);
            all += gram?.Energy(whole) ?? whole.Sum(value => value * value);
        }

        return all > 0 ? Math.Sqrt(Math.Max(0, change) / all) : 0;
    }
}
