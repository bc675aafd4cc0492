using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes.Patterns;

/// <summary>Weights of few values.</summary>
internal static class ValuePattern
{
    /// <summary>Values up to which weights are clustered: what four bits can number.</summary>
    private const int MostValues = 16;

    /// <summary>Non-zeros there must be of each value on average: a handful of weights has few values by chance.</summary>
    private const int LeastUses = 8;

    public static WeightPattern? Find(CsrMatrix matrix)
    {
        HashSet<float> values = [];
        foreach (float value in matrix.Values)
        {
            values.Add(value);
            if (values.Count > MostValues)
            {
                return null;
            }
        }

        if (matrix.NonZeros < LeastUses * values.Count)
        {
            return null;
        }

        string name = values.Count == 1 ? "constant"
            : values.Count == 2 && values.Sum() == 0 ? "ternary"
            : FormattableString.Invariant($"clustered, {values.Count} values");
        return new WeightPattern(name, 1);
    }
}
