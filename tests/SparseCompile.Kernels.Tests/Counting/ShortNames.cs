using System.Text.RegularExpressions;

namespace SparseCompile.Kernels.Tests.Counting;

/// <summary>Generated code as people would write it, with the simple names of types: what the counter matches.</summary>
internal static partial class ShortNames
{
    /// <summary>The text without namespaces.</summary>
    public static string Of(string text) => Namespace().Replace(text, "").Replace("IntPtr", "nint", StringComparison.Ordinal);

    [GeneratedRegex(@"global::(SparseCompile\.(Runtime\.)?|System\.Runtime\.(Intrinsics|CompilerServices)\.((X86|Arm)\.)?|System\.CodeDom\.Compiler\.|System\.)")]
    private static partial Regex Namespace();
}
