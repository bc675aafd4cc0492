using Microsoft.CodeAnalysis.CSharp;

namespace SparseCompile.Cli.Scaffolding;

/// <summary>Names of C# made of names of files and tensors.</summary>
internal static class ScaffoldNames
{
    /// <summary>A class name: the words of a text, each with a capital letter; <c>Model</c> where there are none.</summary>
    public static string Class(string text)
    {
        string[] words = [.. new string([.. text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        string name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return name.Length == 0 ? "Model" : char.IsAsciiDigit(name[0]) ? "Model" + name : name;
    }

    /// <summary>Whether a text is a name, or several with dots between them.</summary>
    public static bool IsValid(string name) => name.Split('.').All(part => SyntaxFacts.IsValidIdentifier(part) && SyntaxFacts.GetKeywordKind(part) == SyntaxKind.None);

    /// <summary>A path as an attribute has it: relative to the working directory where it is below, with forward slashes.</summary>
    public static string Path(string path)
    {
        string relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, path);
        return (relative.StartsWith("..", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(relative) ? System.IO.Path.GetFileName(path) : relative).Replace('\\', '/');
    }
}
