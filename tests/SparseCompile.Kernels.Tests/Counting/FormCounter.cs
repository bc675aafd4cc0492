using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Counting;

/// <summary>Finds, in the generated C#, the kernels that a form of a model calls and the tables it hands them, and counts what they multiply.</summary>
internal sealed class FormCounter
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;
    private readonly Type _kernelsType;
    private readonly Dictionary<string, MethodDeclarationSyntax> _methods;

    /// <summary>A counter for one model.</summary>
    /// <param name="trees">Its generated files.</param>
    /// <param name="code">The same code, loaded: its tables are as the kernels will find them.</param>
    public FormCounter(IEnumerable<SyntaxTree> trees, LoadedModel code)
    {
        _kernelsType = code.Kernels;
        _methods = trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(method => method.Body is not null)
            .Select(method => (Path: Path(method), Method: method))
            .Where(pair => pair.Path.StartsWith(_kernelsType.Name + ".", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Path[(_kernelsType.Name.Length + 1)..], pair => pair.Method);
    }

    /// <summary>The methods of the kernels' class by name, those of a layer's class after its own: <c>Infer512</c>, <c>Fc1.Lanes16</c>.</summary>
    public IReadOnlyDictionary<string, MethodDeclarationSyntax> Methods => _methods;

    /// <summary>What a form's kernels multiply, by the class of the kernel: a layer, or the fused network.</summary>
    public Dictionary<string, SourceMultiplies> Count(string form)
    {
        Dictionary<string, SourceMultiplies> counts = [];
        foreach (InvocationExpressionSyntax call in _methods[form].DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            string name = call.Expression.ToString();
            if (_methods.TryGetValue(name, out MethodDeclarationSyntax? kernel) && name.Contains('.', StringComparison.Ordinal))
            {
                SourceMultiplies part = KernelCounter.Count(kernel, [.. call.ArgumentList.Arguments.Select(argument => Argument(argument.Expression))]);
                string owner = name[..name.IndexOf('.', StringComparison.Ordinal)];
                SourceMultiplies sum = counts.TryGetValue(owner, out SourceMultiplies? before) ? before : counts[owner] = new SourceMultiplies();
                sum.Active += part.Active;
                sum.Lanes += part.Lanes;
                sum.Scales += part.Scales;
            }
        }

        return counts;
    }

    /// <summary>Memory of inputs and outputs has a name; tables are fields of <c>Fc1.Batch16Tables</c>, or for unrolled kernels fields that were read from one, <c>Network.Lanes16Weights</c>.</summary>
    public KernelPointer Argument(ExpressionSyntax argument)
    {
        if (argument is IdentifierNameSyntax or CastExpressionSyntax)
        {
            return KernelPointer.Opaque();
        }

        MemberAccessExpressionSyntax member = (MemberAccessExpressionSyntax)argument;
        string name = member.Name.Identifier.Text;
        if (member.Expression is not IdentifierNameSyntax type)
        {
            return KernelPointer.Of(Evaluate(member.Expression), name);
        }

        Type owner = _kernelsType.GetNestedType(type.Identifier.Text, Any)!;
        string property = new[] { "Bias", "Indices", "Weights", "Masks" }.Single(end => name.EndsWith(end, StringComparison.Ordinal));
        object table = owner.GetField(name[..^property.Length] + "Table", Any)!.GetValue(null)!;
        Address(owner.GetField(name, Any)!.GetValue(null)!).ShouldBe(Address(table.GetType().GetField(property)!.GetValue(table)!), argument.ToString());
        return KernelPointer.Of(table, property);
    }

    private static unsafe nint Address(object pointer) => (nint)System.Reflection.Pointer.Unbox(pointer);

    private object Evaluate(ExpressionSyntax expression)
    {
        MemberAccessExpressionSyntax member = (MemberAccessExpressionSyntax)expression;
        Type owner = _kernelsType.GetNestedType(((IdentifierNameSyntax)member.Expression).Identifier.Text, Any)!;
        return owner.GetProperty(member.Name.Identifier.Text, Any)!.GetValue(null)!;
    }

    private static string Path(MethodDeclarationSyntax method) => string.Join(
        ".", method.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Skip(1).Select(type => type.Identifier.Text).Append(method.Identifier.Text));
}
