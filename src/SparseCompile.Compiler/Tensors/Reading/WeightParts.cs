using System.Security.Cryptography;
using System.Text;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>What several weight files are together.</summary>
internal static class WeightParts
{
    /// <summary>Names in a message at most.</summary>
    private const int Named = 3;

    /// <summary>A hash of all contents in their order.</summary>
    public static string Hash(IEnumerable<WeightFile> parts)
    {
        using var sha256 = SHA256.Create();
        byte[] hash = sha256.ComputeHash(Encoding.ASCII.GetBytes(string.Join("\n", parts.Select(part => part.ContentHash))));
        return string.Concat(hash.Select(value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>The names, for messages that put quotes around them.</summary>
    public static string Names(IReadOnlyList<WeightFile> parts) =>
        parts.Count <= Named
            ? string.Join("', '", parts.Select(part => part.LogicalName))
            : parts[0].LogicalName + $"' and {parts.Count - 1} more, as '" + parts[parts.Count - 1].LogicalName;
}
