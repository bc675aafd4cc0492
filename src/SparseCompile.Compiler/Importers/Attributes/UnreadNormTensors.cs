using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>What was read of a batch normalization.</summary>
/// <param name="Declaration">The attribute.</param>
/// <param name="Mean">Its means.</param>
/// <param name="Variance">Its variances.</param>
/// <param name="Length">Values of each.</param>
/// <param name="HasWeight">Whether it has a gamma.</param>
/// <param name="HasBias">Whether it has a beta.</param>
internal sealed record NormTensors(BatchNormDeclaration Declaration, string Mean, string Variance, int Length, bool HasWeight, bool HasBias);

/// <summary>Finds the gamma and the beta that a file has beside the means and variances of a batch normalization that has none.</summary>
internal static class UnreadNormTensors
{
    private static readonly string[] GammaWords = ["weight", "gamma", "scale", "g", "w"];
    private static readonly string[] BetaWords = ["bias", "beta", "offset", "shift", "b"];
    private static readonly string[] MeanWords = ["running", "moving", "mean", "mu", "avg"];

    /// <summary>Tensors that are part of the normalization, with what they are and the attribute's property.</summary>
    /// <param name="norm">The normalization.</param>
    /// <param name="unread">Tensors that were not read.</param>
    public static IEnumerable<(string Tensor, string What, string Expected)> Find(NormTensors norm, IReadOnlyCollection<TensorInfo> unread)
    {
        TensorInfo[] vectors = [.. unread.Where(tensor => TensorSource.VectorLength(tensor) == norm.Length && IsBeside(tensor.Name, norm))];
        if (!norm.HasWeight && norm.Declaration.Weight is not { Length: 0 } && Only(vectors, GammaWords) is { } gamma)
        {
            yield return (gamma, "gamma", Property("Weight", gamma));
        }

        if (!norm.HasBias && norm.Declaration.Bias is not { Length: 0 } && Only(vectors, BetaWords) is { } beta)
        {
            yield return (beta, "beta", Property("Bias", beta));
        }
    }

    private static string Property(string name, string tensor) => $"{name} = \"{Printable.Escape(tensor)}\", or {name} = \"\" for none";

    /// <summary>In the folder of the means, or in one that is called as the layer is, and called as the means are but for the words that say which part it is.</summary>
    private static bool IsBeside(string name, NormTensors norm)
    {
        string stem = TensorNames.Stem(name);
        return (stem == TensorNames.Stem(norm.Mean) && Rest(name) == Rest(norm.Mean)) || (stem == norm.Declaration.Name + "." && Rest(name).Length == 0);
    }

    /// <summary>What the last part of a name has beside such words: <c>bn1</c> of <c>net/bn1_gamma</c> and of <c>net/bn1_running_mean</c>.</summary>
    private static string Rest(string name) => string.Join("_", LastWords(name).Where(word => !IsOneOf(GammaWords, word) && !IsOneOf(BetaWords, word) && !IsOneOf(MeanWords, word)));

    private static string? Only(TensorInfo[] vectors, string[] words)
    {
        string[] names = [.. vectors.Select(tensor => tensor.Name).Where(name => LastWords(name).Any(word => IsOneOf(words, word)))];
        return names.Length == 1 ? names[0] : null;
    }

    private static string[] LastWords(string name) => TensorNames.Words(name.Substring(TensorNames.Stem(name).Length));

    private static bool IsOneOf(string[] words, string word) => words.Contains(word, StringComparer.OrdinalIgnoreCase);
}
