using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Declarations;

/// <summary>The user's type that generated members go into.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Headers">Declaration headers, outermost first: <c>partial class Outer</c>, <c>partial class Model</c>.</param>
/// <param name="Name">Its own name.</param>
/// <param name="FullName">Namespace and names, joined by dots; unique in the compilation.</param>
public sealed record TypeDeclaration(string Namespace, EquatableArray<string> Headers, string Name, string FullName);
