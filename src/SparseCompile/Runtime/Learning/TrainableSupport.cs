using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>Where the weights of a trainable layer are.</summary>
/// <param name="Outputs">Outputs of the layer.</param>
/// <param name="ColumnStarts">Where each column starts; one more than there are inputs.</param>
/// <param name="Rows">The row of each weight, ascending in a column.</param>
/// <param name="IsSoftmax">Outputs are the softmax of the sums.</param>
/// <param name="WeightsHash">SHA-256 of the weight file, in hexadecimal: states of other weights are refused.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TrainableSupport(int Outputs, int[] ColumnStarts, int[] Rows, bool IsSoftmax, string WeightsHash);
