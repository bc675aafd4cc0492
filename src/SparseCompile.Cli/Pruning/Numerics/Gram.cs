using MathNet.Numerics.LinearAlgebra;

namespace SparseCompile.Cli.Pruning.Numerics;

/// <summary>What the inputs of a layer say of its weights: sums of products of its columns, over samples and pixels.</summary>
/// <remarks>The change of a row's outputs by a change d of its weights is d' H d, summed.</remarks>
internal sealed class Gram
{
    /// <summary>Share of the mean diagonal that is added to it, as SparseGPT does: with few samples, H has no inverse.</summary>
    private const double Damping = 0.01;

    private readonly double[,] _sums;

    /// <summary>Of nothing yet.</summary>
    /// <param name="columns">Columns of the layer.</param>
    public Gram(int columns) => _sums = new double[columns, columns];

    /// <summary>Columns.</summary>
    public int Columns => _sums.GetLength(0);

    /// <summary>Adds the inputs of one sample, at one pixel.</summary>
    public void Add(double[] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] == 0)
            {
                continue;
            }

            for (int j = 0; j <= i; j++)
            {
                _sums[i, j] += inputs[i] * inputs[j];
            }
        }
    }

    /// <summary>H with its diagonal damped, so that it has an inverse.</summary>
    public Matrix<double> Damped()
    {
        Matrix<double> matrix = Matrix<double>.Build.Dense(Columns, Columns, (i, j) => i >= j ? _sums[i, j] : _sums[j, i]);
        double mean = matrix.Diagonal().Sum() / Columns;
        double added = mean > 0 ? Damping * mean : 1;
        for (int i = 0; i < Columns; i++)
        {
            matrix[i, i] += added;
        }

        return matrix;
    }

    /// <summary>d' H d.</summary>
    public double Energy(ReadOnlySpan<double> change)
    {
        double sum = 0;
        for (int i = 0; i < Columns; i++)
        {
            if (change[i] == 0)
            {
                continue;
            }

            double inner = 0;
            for (int j = 0; j < i; j++)
            {
                inner += _sums[i, j] * change[j];
            }

            sum += change[i] * ((2 * inner) + (_sums[i, i] * change[i]));
        }

        return sum;
    }
}
