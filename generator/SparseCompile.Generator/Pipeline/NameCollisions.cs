using System.Globalization;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Generator.Parsing;

namespace SparseCompile.Generator.Pipeline;

/// <summary>Declarations whose generated files would be called alike: adding a second source of the same hint name throws.</summary>
/// <remarks>
/// Hint names are a declaration's full name and a part's, joined by dots, letter case ignored. So names collide that differ in case only, and names of which one
/// is the start of the other: a nested class, or a matrix method, may be called like a layer of the model around it.
/// </remarks>
/// <param name="Names">What identifies each declaration that must step aside, in an order that does not depend on the build.</param>
internal sealed record NameCollisions(EquatableArray<string> Names)
{
    /// <summary>The names that collide.</summary>
    public static NameCollisions Find(IEnumerable<ParsedDeclaration> declarations)
    {
        SparseDeclaration[] all = [.. declarations.Select(parsed => parsed.Declaration)
            .OfType<SparseDeclaration>()
            .OrderBy(Identify, StringComparer.Ordinal)];
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> full = new(all.Select(declaration => declaration.FullName), StringComparer.OrdinalIgnoreCase);
        return new(all.Where(declaration => !taken.Add(declaration.FullName) | StartsWithAnother(declaration.FullName, full)).Select(Identify).ToEquatableArray());
    }

    /// <summary>What keeps a declaration's hints apart from those it collides with; empty for most.</summary>
    public string SuffixOf(SparseDeclaration declaration)
    {
        string identity = Identify(declaration);
        for (int i = 0; i < Names.Count; i++)
        {
            if (Names[i] == identity)
            {
                return "-" + (i + 1).ToString(CultureInfo.InvariantCulture);
            }
        }

        return "";
    }

    /// <summary>In code that is wrong anyway, a class and a method of one name may stand in a type.</summary>
    private static string Identify(SparseDeclaration declaration) => declaration.FullName + (declaration is MatrixDeclaration ? "()" : "");

    private static bool StartsWithAnother(string name, HashSet<string> all)
    {
        for (int dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            if (all.Contains(name.Substring(0, dot)))
            {
                return true;
            }
        }

        return false;
    }
}
