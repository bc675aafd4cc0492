namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>What names of tensors say, in the conventions of the frameworks that write them.</summary>
internal static class TensorNames
{
    /// <summary>What wrappers of PyTorch put into names: data parallelism, <c>torch.compile</c>, sharding, check-pointing.</summary>
    private static readonly HashSet<string> Wrappers = new(["module", "_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module"], StringComparer.Ordinal);

    private static readonly HashSet<string> WeightWords = new(["weight", "weights", "kernel", "w", "coef", "coefs", "matrix"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> BiasWords = new(["bias", "biases", "b", "beta", "offset", "shift", "intercept", "intercepts"], StringComparer.OrdinalIgnoreCase);

    /// <summary>How Keras 3 calls the weights of a layer in its files; its biases are <c>vars/1</c>.</summary>
    private const string FirstVariable = "/vars/0";

    private static readonly char[] Separators = ['.', '/', ':', '_'];

    /// <summary>The name without what wrappers put into it: <c>module._orig_mod.fc1.weight</c> and <c>model.fc1.weight</c> are <c>fc1.weight</c>.</summary>
    public static string Unwrapped(string name)
    {
        string[] parts = [.. name.Split('.').Where(part => !Wrappers.Contains(part))];
        int start = 0;
        while (start < parts.Length - 1 && parts[start] == "model")
        {
            start++;
        }

        return string.Join(".", parts.Skip(start));
    }

    /// <summary>The words of a name, without Keras' <c>:0</c>.</summary>
    public static string[] Words(string name) => [.. WithoutIndex(name).Split(Separators).Where(word => word.Length > 0)];

    /// <summary>The folders of a name: <c>fc1</c>, <c>fc1</c>, <c>kernel</c> of <c>fc1/fc1/kernel:0</c>.</summary>
    public static string[] Folders(string name) => [.. WithoutIndex(name).Split('.', '/').Where(part => part.Length > 0)];

    /// <summary>Whether the last word, digits apart, is one for weights.</summary>
    public static bool IsWeight(string name) => WeightWords.Contains(LastWord(name));

    /// <summary>Whether the last word, digits apart, is one for biases.</summary>
    public static bool IsBias(string name) => BiasWords.Contains(LastWord(name));

    /// <summary>Whether the name is Keras', Flax' or scikit-learn's word for weights, which they store [inputs, outputs].</summary>
    public static bool IsKernel(string name) =>
        LastWord(name).Equals("kernel", StringComparison.OrdinalIgnoreCase) || LastWord(name).Equals("coefs", StringComparison.OrdinalIgnoreCase) || name.EndsWith(FirstVariable, StringComparison.Ordinal);

    /// <summary>Everything before the last folder, with its separator: <c>fc1.</c> of <c>fc1.weight</c>; empty where there is none.</summary>
    public static string Stem(string name) => name.Substring(0, WithoutIndex(name).LastIndexOfAny(['.', '/']) + 1);

    /// <summary>The names that the bias of a weight has where frameworks name it: every word for weights becomes each word for biases.</summary>
    public static IEnumerable<string> BiasesOf(string weight)
    {
        (string Weight, string Bias)[] pairs = [("weights", "biases"), ("weight", "bias"), ("kernel", "bias"), ("coefs", "intercepts"), ("coef", "intercept"), ("W", "b"), ("w", "b")];
        if (weight.EndsWith(FirstVariable, StringComparison.Ordinal))
        {
            yield return weight.Substring(0, weight.Length - 1) + "1";
        }

        foreach ((string of, string with) in pairs)
        {
            int at = weight.LastIndexOf(of, StringComparison.Ordinal);
            if (at >= 0 && IsWord(weight, at, of.Length))
            {
                yield return weight.Substring(0, at) + with + weight.Substring(at + of.Length);
                if (of.Length > 1)
                {
                    yield return weight.Substring(0, at) + "b" + weight.Substring(at + of.Length);
                }
            }
        }
    }

    private static bool IsWord(string name, int at, int length) =>
        (at == 0 || !char.IsLetter(name[at - 1])) && (at + length == name.Length || !char.IsLetter(name[at + length]));

    private static string LastWord(string name)
    {
        string[] words = [.. Words(name).Select(word => word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')).Where(word => word.Length > 0)];
        return words.Length == 0 ? "" : words[words.Length - 1];
    }

    private static string WithoutIndex(string name)
    {
        int colon = name.LastIndexOf(':');
        return colon > 0 && colon < name.Length - 1 && name.Skip(colon + 1).All(char.IsDigit) ? name.Substring(0, colon) : name;
    }
}
