using System.Globalization;
using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Kernels;

/// <summary>What identifies a kernel: its generator and parameters. The id is stable, and parses back.</summary>
/// <remarks><c>window-permute/w64/g4/rows=balanced</c>: numbers follow their key, words follow an equals sign.</remarks>
/// <param name="Generator">Name of the generator.</param>
/// <param name="Parameters">Keys with their values, in the generator's order.</param>
public sealed record KernelSpec(string Generator, EquatableArray<KernelParameter> Parameters)
{
    /// <summary>The id.</summary>
    public string Id => string.Join("/", Parameters.Select(parameter => parameter.ToString()).Prepend(Generator));

    /// <summary>A kernel of a generator.</summary>
    /// <param name="generator">Its name.</param>
    /// <param name="parameters">Keys and values; those without a value are left out.</param>
    public static KernelSpec Create(string generator, params (string Key, object? Value)[] parameters) => new(
        generator,
        parameters.Where(parameter => parameter.Value is not null)
            .Select(parameter => new KernelParameter(parameter.Key, Convert.ToString(parameter.Value, CultureInfo.InvariantCulture)!)).ToEquatableArray());

    /// <summary>The kernel of an id; null where the text is no id.</summary>
    public static KernelSpec? Parse(string id)
    {
        string[] parts = id.Split('/');
        List<KernelParameter> parameters = [];
        foreach (string part in parts.Skip(1))
        {
            if (KernelParameter.Parse(part) is not { } parameter)
            {
                return null;
            }

            parameters.Add(parameter);
        }

        return parts[0].Length > 0 && parts[0].All(letter => letter is (>= 'a' and <= 'z') or '-') ? new KernelSpec(parts[0], parameters.ToEquatableArray()) : null;
    }

    /// <summary>The value of a parameter that is a word; null where there is none.</summary>
    public string? Word(string key) => Parameters.Where(parameter => parameter.Key == key).Select(parameter => parameter.Value).FirstOrDefault();

    /// <summary>The value of a parameter that is a number; 0 where there is none.</summary>
    public int Number(string key) => int.TryParse(Word(key), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0;

    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>A parameter of a kernel.</summary>
/// <param name="Key">Small letters.</param>
/// <param name="Value">Digits, or a word of small letters, digits and dashes.</param>
public sealed record KernelParameter(string Key, string Value)
{
    /// <summary>The parameter of a part of an id; null where it is none.</summary>
    public static KernelParameter? Parse(string part)
    {
        int equals = part.IndexOf('=');
        int split = equals >= 0 ? equals : part.TakeWhile(IsLetter).Count();
        (string key, string value) = (part.Substring(0, split), part.Substring(equals >= 0 ? equals + 1 : split));
        bool isNumber = value.Length > 0 && value.All(IsDigit);
        bool isWord = value.Length > 0 && value.All(letter => IsLetter(letter) || IsDigit(letter) || letter == '-');
        return key.Length > 0 && key.All(IsLetter) && (equals >= 0 ? isWord && !isNumber : isNumber) ? new KernelParameter(key, value) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.All(IsDigit) ? Key + Value : $"{Key}={Value}";

    private static bool IsLetter(char letter) => letter is >= 'a' and <= 'z';

    private static bool IsDigit(char letter) => letter is >= '0' and <= '9';
}
