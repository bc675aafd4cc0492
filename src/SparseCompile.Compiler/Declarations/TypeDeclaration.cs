using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Declarations;

/// <summary>The user's type that generated members go into.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Headers">Declaration headers, outermost first: <c>partial class Outer</c>, <c>partial class Model</c>.</param>
/// <param name="Name">Its own name.</param>
/// <param name="FullName">Namespace and names, joined by dots; unique in the compilation.</param>
public sealed record TypeDeclaration(string Namespace, EquatableArray<string> Headers, string Name, string FullName)
{
    /// <summary>Names of its own that private generated members would have, or almost: those are then called otherwise.</summary>
    public EquatableArray<string> TakenNames { get; init; } = EquatableArray<string>.Empty;

    /// <summary>The extern alias of the library, where the project refers to it by one alone: <c>global::</c> does not reach it then.</summary>
    public string LibraryAlias { get; init; } = "global";

    /// <summary>The type as an expression that means it wherever it stands.</summary>
    public string Expression =>
        "global::" + (Namespace.Length == 0 ? "" : Namespace + ".") + string.Join(".", Headers.Select(header => header.Substring(header.LastIndexOf(' ') + 1)));

    /// <summary>A name for a private generated member: the one asked for, unless the user's own members have it.</summary>
    public string PrivateName(string name)
    {
        while (TakenNames.Contains(name))
        {
            name += "_";
        }

        return name;
    }
}
