using System.Globalization;

namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>The matrix of a layer: a row for each output; columns are inputs, or the channels of a group and the taps of a window.</summary>
/// <param name="Rows">Outputs.</param>
/// <param name="Channels">Inputs of a linear layer; channels of a group.</param>
/// <param name="Taps">Taps of a window; 1 for a linear layer.</param>
internal readonly record struct WeightShape(int Rows, int Channels, int Taps = 1)
{
    /// <summary>Columns.</summary>
    public int Columns => Channels * Taps;

    /// <summary>Weights.</summary>
    public int Length => Rows * Columns;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows} x {Columns}");
}
