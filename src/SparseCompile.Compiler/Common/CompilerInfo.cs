namespace SparseCompile.Compiler.Common;

/// <summary>What the compiler says of itself in generated files.</summary>
public static class CompilerInfo
{
    /// <summary>The version; part of generated source, so that it changes only with a release.</summary>
    public const string Version = "0.1.0";
}
