using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes;

/// <summary>The arithmetic of folding an affine operator into a neighbour: in double precision, rounded once.</summary>
internal static class AffineFolding
{
    /// <summary>One affine operator, then the next.</summary>
    public static Affine Then(this Affine first, Affine next)
    {
        double[] scale = new double[first.Scale.Length];
        double[] shift = new double[scale.Length];
        for (int i = 0; i < scale.Length; i++)
        {
            scale[i] = first.Scale[i] * next.Scale[i];
            shift[i] = (first.Shift[i] * next.Scale[i]) + next.Shift[i];
        }

        return new Affine(scale, shift);
    }

    /// <summary>Folds it into the layer before it, which has no activation: rows are scaled.</summary>
    public static Linear After(this Affine affine, Linear layer)
    {
        int[] rows = [.. Enumerable.Range(0, layer.Outputs)];
        float[] bias = new float[layer.Outputs];
        for (int i = 0; i < bias.Length; i++)
        {
            bias[i] = (float)((layer.Bias[i] * affine.Scale[i]) + affine.Shift[i]);
        }

        CsrMatrix weights = MatrixBuilder.Map(layer.Weights, rows, null, layer.Inputs, (row, _, value) => (float)(value * affine.Scale[row]));
        return layer with { Weights = weights, Bias = bias };
    }

    /// <summary>Folds it into the layer after it: columns are scaled, and what the shifts add goes into the biases.</summary>
    public static Linear Before(this Affine affine, Linear layer)
    {
        int[] rows = [.. Enumerable.Range(0, layer.Outputs)];
        CsrMatrix weights = MatrixBuilder.Map(layer.Weights, rows, null, layer.Inputs, (_, column, value) => (float)(value * affine.Scale[column]));
        return layer with { Weights = weights, Bias = Shifted(layer, affine.Shift) };
    }

    /// <summary>The biases of a layer whose inputs are shifted.</summary>
    public static float[] Shifted(Linear layer, double[] shift)
    {
        float[] bias = new float[layer.Outputs];
        for (int row = 0; row < bias.Length; row++)
        {
            double sum = layer.Bias[row];
            for (int k = layer.Weights.RowStarts[row]; k < layer.Weights.RowStarts[row + 1]; k++)
            {
                sum += layer.Weights.Values[k] * shift[layer.Weights.ColumnIndices[k]];
            }

            bias[row] = (float)sum;
        }

        return bias;
    }

    /// <summary>By itself, as a diagonal layer: where there is no linear layer to fold it into.</summary>
    public static Linear AsLayer(this Affine affine, ActivationFunction activation) =>
        new(MatrixBuilder.Diagonal([.. affine.Scale.Select(scale => (float)scale)]), [.. affine.Shift.Select(shift => (float)shift)], activation);

    /// <summary>A diagonal layer that changes nothing, to carry an activation.</summary>
    public static Linear Identity(int length, ActivationFunction activation) => new Affine([.. Enumerable.Repeat(1.0, length)], new double[length]).AsLayer(activation);
}
