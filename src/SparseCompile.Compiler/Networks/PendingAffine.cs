using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Networks;

/// <summary>A batch normalisation that waits for the next linear layer: x becomes scale x + shift.</summary>
/// <param name="Scale">Factor of each value.</param>
/// <param name="Shift">Addend of each value.</param>
internal sealed record PendingAffine(double[] Scale, double[] Shift)
{
    /// <summary>This one, then the next.</summary>
    public PendingAffine Then(PendingAffine next)
    {
        double[] scale = new double[Scale.Length];
        double[] shift = new double[Scale.Length];
        for (int i = 0; i < scale.Length; i++)
        {
            scale[i] = Scale[i] * next.Scale[i];
            shift[i] = (Shift[i] * next.Scale[i]) + next.Shift[i];
        }

        return new PendingAffine(scale, shift);
    }

    /// <summary>Folds it into the layer before it, which has no activation: rows are scaled.</summary>
    public LinearLayer AfterLayer(LinearLayer layer)
    {
        int[] rows = [.. Enumerable.Range(0, layer.Outputs)];
        float[] bias = new float[layer.Outputs];
        for (int i = 0; i < bias.Length; i++)
        {
            bias[i] = (float)((layer.Bias[i] * Scale[i]) + Shift[i]);
        }

        CsrMatrix weights = MatrixBuilder.Map(layer.Weights, rows, null, layer.Inputs, (row, _, value) => (float)(value * Scale[row]));
        return layer with { Weights = weights, Bias = bias };
    }

    /// <summary>Folds it into the layer after it: columns are scaled, and what the shifts add goes into the biases.</summary>
    public LinearLayer BeforeLayer(LinearLayer layer)
    {
        int[] rows = [.. Enumerable.Range(0, layer.Outputs)];
        float[] bias = new float[layer.Outputs];
        for (int row = 0; row < bias.Length; row++)
        {
            double sum = layer.Bias[row];
            for (int k = layer.Weights.RowStarts[row]; k < layer.Weights.RowStarts[row + 1]; k++)
            {
                sum += layer.Weights.Values[k] * Shift[layer.Weights.ColumnIndices[k]];
            }

            bias[row] = (float)sum;
        }

        CsrMatrix weights = MatrixBuilder.Map(layer.Weights, rows, null, layer.Inputs, (_, column, value) => (float)(value * Scale[column]));
        return layer with { Weights = weights, Bias = bias };
    }

    /// <summary>By itself, as a diagonal layer: where there is no linear layer left to fold it into.</summary>
    public LinearLayer AsLayer(string name, ActivationFunction activation) =>
        new(name, MatrixBuilder.Diagonal([.. Scale.Select(scale => (float)scale)]), [.. Shift.Select(shift => (float)shift)], activation);
}
