using System.Globalization;
using Microsoft.CodeAnalysis;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Generator.Parsing;

/// <summary>Reads an attribute's arguments and checks that they mean something.</summary>
internal sealed class AttributeReader(AttributeData attribute, int index, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>The attribute's place.</summary>
    public AttributePlace Location { get; } = new(index);

    /// <summary>The first constructor argument as a string; reported when there is none.</summary>
    public string RequiredName(string what, string expected)
    {
        string? name = attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Kind == TypedConstantKind.Primitive
            ? attribute.ConstructorArguments[0].Value as string
            : null;
        if (string.IsNullOrWhiteSpace(name))
        {
            Report(Rules.InvalidName, what, name is null ? "null" : $"\"{name}\"", expected);
        }

        return name ?? "";
    }

    /// <summary>The first constructor argument as an integer; 0 where there is none.</summary>
    public int FirstInteger() => attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is int value ? value : 0;

    /// <summary>The strings of the second constructor argument, an array; empty when there is none.</summary>
    public string[] Names()
    {
        TypedConstant argument = attribute.ConstructorArguments.Length > 1 ? attribute.ConstructorArguments[1] : default;
        return argument.Kind == TypedConstantKind.Array && !argument.IsNull ? [.. argument.Values.Select(value => value.Value as string ?? "")] : [];
    }

    /// <summary>Whether a named argument is given.</summary>
    public bool Has(string name) => attribute.NamedArguments.Any(argument => argument.Key == name);

    /// <summary>A named argument, or what it is when not given.</summary>
    public T Option<T>(string name, T otherwise)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum && argument.Value.Value is T value)
            {
                return value;
            }
        }

        return otherwise;
    }

    /// <summary>A named argument of an enum type whose members have the order of <typeparamref name="T"/>'s.</summary>
    public T EnumOption<T>(string name)
        where T : struct, Enum => ToEnum<T>(name, Option(name, 0));

    /// <summary>The activation an attribute asks for, with its parameters.</summary>
    public ActivationFunction Activation()
    {
        bool isConstructor = attribute.AttributeClass?.Name == "ActivationAttribute" && attribute.ConstructorArguments.Length > 0;
        int number = isConstructor && attribute.ConstructorArguments[0].Value is int given ? given : Option("Activation", 0);
        ActivationKind kind = ToEnum<ActivationKind>("Activation", number);
        float alpha = Finite("Alpha", 0.01f);
        float low = Finite("Low", 0f);
        float high = Finite("High", 1f);
        if (kind == ActivationKind.Clip && low > high)
        {
            Report(Rules.UnknownOption, "Low", Text(low), "at most High, " + Text(high));
        }

        return kind switch
        {
            ActivationKind.LeakyRelu => new ActivationFunction(kind, Alpha: alpha),
            ActivationKind.Clip => new ActivationFunction(kind, Low: low, High: high),
            _ => new ActivationFunction(kind),
        };
    }

    /// <summary>A float that must be finite.</summary>
    public float Finite(string name, float otherwise)
    {
        float value = Option(name, otherwise);
        if (float.IsNaN(value) || float.IsInfinity(value))
        {
            Report(Rules.UnknownOption, name, Text(value), "a finite number");
        }

        return value;
    }

    /// <summary>A double that is finite and not negative; 0 when not given.</summary>
    public double Magnitude(string name)
    {
        double value = Option(name, 0.0);
        if (value is >= 0 and <= double.MaxValue)
        {
            return value;
        }

        Report(Rules.UnknownOption, name, Text(value), "a finite number that is not negative");
        return 0;
    }

    /// <summary>The expected fraction of zero inputs.</summary>
    public double InputSparsity()
    {
        double sparsity = Option("InputSparsity", 0.0);
        if (sparsity is not (>= 0 and < 1))
        {
            Report(Rules.UnknownOption, "InputSparsity", Text(sparsity), "at least 0 and below 1");
        }

        return sparsity;
    }

    /// <summary>Reports something at the attribute.</summary>
    public void Report(Rule rule, params string[] arguments) => diagnostics.Add(CompilerDiagnostic.Create(rule, Location, arguments));

    /// <summary>A number as users write it.</summary>
    public static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private T ToEnum<T>(string name, int number)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(typeof(T), number))
        {
            Report(Rules.UnknownOption, name, Text(number), "one of " + string.Join(", ", Enum.GetNames(typeof(T))));
            return default;
        }

        return (T)Enum.ToObject(typeof(T), number);
    }
}
