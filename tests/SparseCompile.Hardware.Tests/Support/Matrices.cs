using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Makes matrices and models for tests.</summary>
public static class Matrices
{
    /// <summary>A matrix from a function of row and column; 0 is pruned.</summary>
    public static CsrMatrix From(int rows, int columns, Func<int, int, float> value)
    {
        int[] starts = new int[rows + 1];
        var indices = new List<int>();
        var values = new List<float>();
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float weight = value(row, column);
                if (weight != 0)
                {
                    indices.Add(column);
                    values.Add(weight);
                }
            }

            starts[row + 1] = values.Count;
        }

        return new CsrMatrix(rows, columns, starts, [.. indices], [.. values]);
    }

    /// <summary>A layer from which nothing was removed.</summary>
    public static HardwareLayer Whole(string name, CsrMatrix weights, float[]? bias = null, ActivationFunction activation = default)
    {
        var layer = new Linear(weights, bias ?? new float[weights.Rows], activation);
        return new HardwareLayer(name, layer, weights.Columns, weights.Rows, weights.NonZeros);
    }

    /// <summary>A model of these layers.</summary>
    public static HardwareModel Model(int lanes, params HardwareLayer[] layers) =>
        new("Test", lanes, layers, [new WeightProvenance("test.npz", new string('a', 64))], "0", "0.1.0");

    /// <summary>The 2 x 3 example that is worked out by hand: [2 0 -1; 0 3 0], biases 0.5 and -1, two lanes.</summary>
    public static HardwareModel HandExample() => Model(
        2,
        Whole("fc", From(2, 3, (row, column) => new float[,] { { 2, 0, -1 }, { 0, 3, 0 } }[row, column]), [0.5f, -1], new ActivationFunction(ActivationKind.Relu)));
}
