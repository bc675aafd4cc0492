using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp.Tables;

/// <summary>A recipe as the C# expression that constructs it.</summary>
internal static class RecipeLiteral
{
    /// <summary><c>new global::SparseCompile.Runtime.WindowRecipe(64, 4, 0, 256)</c>.</summary>
    public static string Of(TableRecipe recipe) =>
        $"new {QualifiedNames.Runtime}{recipe.GetType().Name}({string.Join(", ", recipe.Arguments.Select(argument => argument is bool flag ? flag ? "true" : "false" : Literals.Integer(Convert.ToInt64(argument))))})";
}
