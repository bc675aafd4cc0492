using System.Globalization;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Weights that count as pruned: those that are zero, and those below a magnitude where users say so.</summary>
internal static class ZeroWeights
{
    /// <summary>Of fewer weights nothing is said.</summary>
    private const int Least = 4;

    /// <summary>The factor between the largest small weight and the smallest other one that no trained weights have by chance.</summary>
    private const float Gap = 1000f;

    /// <summary>Small weights are below this: noise around zero is, whatever the others are.</summary>
    private const float Small = 1e-4f;

    /// <summary>The tensor without the weights below a magnitude.</summary>
    public static Tensor Prune(Tensor tensor, double below)
    {
        if (below <= 0)
        {
            return tensor;
        }

        var kept = new NonZeroList(tensor.Info);
        for (int i = 0; i < tensor.Values.Length; i++)
        {
            kept.Add(tensor.Positions[i], Math.Abs((double)tensor.Values[i]) < below ? 0f : tensor.Values[i]);
        }

        return kept.ToTensor(alreadyAscending: true);
    }

    /// <summary>Says that a layer has no zeros, or weights that look like zeros which were not stored as such.</summary>
    /// <param name="name">The layer.</param>
    /// <param name="matrix">Its weights.</param>
    /// <param name="count">Weights that the dense layer has: fewer than the matrix has places where channels come in groups.</param>
    /// <param name="location">The attribute.</param>
    /// <param name="diagnostics">Takes what is said.</param>
    public static void Report(string name, CsrMatrix matrix, long count, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics)
    {
        if (count < Least)
        {
            return;
        }

        float[] magnitudes = [.. matrix.Values.Select(Math.Abs)];
        Array.Sort(magnitudes);
        if (Split(magnitudes) is int small and > 0)
        {
            string found = $"{Text(small)} of {Text(count)} are at most {Text(magnitudes[small - 1])} in magnitude, the others that are not zero at least {Text(magnitudes[small])}";
            double threshold = Math.Pow(10, Math.Floor(Math.Log10(Math.Sqrt((double)magnitudes[small - 1] * magnitudes[small]))));
            diagnostics.Add(CompilerDiagnostic.Create(Rules.NearZeros, location, name, found, "PruneBelow = " + threshold.ToString("R", CultureInfo.InvariantCulture)));
        }
        else if (matrix.NonZeros == count)
        {
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.NoZeros, location, name, Text(matrix.NonZeros), "expected pruned weights to be stored as zeros; PruneBelow treats weights below a magnitude as pruned"));
        }
    }

    /// <summary>How many of the smallest weights stand apart from the others; 0 where none do.</summary>
    private static int Split(float[] magnitudes)
    {
        int best = 0;
        float widest = Gap;
        for (int i = Math.Max(1, magnitudes.Length / 10); i < magnitudes.Length && magnitudes[i - 1] < Small; i++)
        {
            float ratio = magnitudes[i] / magnitudes[i - 1];
            if (ratio >= widest)
            {
                (best, widest) = (i, ratio);
            }
        }

        return best;
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
