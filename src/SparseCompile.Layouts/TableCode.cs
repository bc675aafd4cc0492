using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>How the code that lays out tables is compiled.</summary>
internal static class TableCode
{
    /// <summary>
    /// <c>MethodImplOptions.AggressiveOptimization</c>, which netstandard2.0 has no name for: a table is laid out once, in a method's first call, which would otherwise
    /// run in the JIT's unoptimised code.
    /// </summary>
    public const MethodImplOptions OptimisedAtOnce = (MethodImplOptions)512;
}
