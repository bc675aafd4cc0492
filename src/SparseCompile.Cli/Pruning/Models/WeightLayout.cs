using SparseCompile.Cli.Pruning.Patterns;

namespace SparseCompile.Cli.Pruning.Models;

/// <summary>Where the weights of a matrix are in its tensor.</summary>
/// <param name="Shape">The matrix: rows are outputs, columns are the inputs of a group, then taps.</param>
/// <param name="Order">How they are stored.</param>
internal sealed record WeightLayout(WeightShape Shape, WeightOrder Order)
{
    /// <summary>Place in the tensor of each weight of the matrix, row by row.</summary>
    public int[] Places()
    {
        int[] places = new int[Shape.Length];
        for (int i = 0; i < places.Length; i++)
        {
            int row = i / Shape.Columns, column = i % Shape.Columns, channel = column / Shape.Taps, tap = column % Shape.Taps;
            places[i] = Order switch
            {
                WeightOrder.OutputsFirst => i,
                WeightOrder.OutputsLast => (((tap * Shape.Channels) + channel) * Shape.Rows) + row,
                _ => throw new InvalidOperationException($"No places for {Order}."),
            };
        }

        return places;
    }

    /// <summary>The matrix of a tensor, row by row.</summary>
    public float[] Gather(float[] tensor) => [.. Places().Select(place => tensor[place])];

    /// <summary>The tensor with the weights of a matrix.</summary>
    public float[] Scatter(float[] matrix)
    {
        float[] tensor = new float[matrix.Length];
        int[] places = Places();
        for (int i = 0; i < places.Length; i++)
        {
            tensor[places[i]] = matrix[i];
        }

        return tensor;
    }
}
