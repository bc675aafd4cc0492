namespace SparseCompile.Compiler.Scheduling.LoadBalancing;

/// <summary>A lookup with rows by length, which rows by pace may make better.</summary>
/// <param name="Form">The form.</param>
/// <param name="Groups">Groups of 16 rows that share a window.</param>
/// <param name="Nanoseconds">Its estimate.</param>
internal sealed record PaceableLookup(LookupForm Form, int Groups, double Nanoseconds)
{
    /// <summary>What identifies it with its rows by pace.</summary>
    public string Paced => Form.Describe("by pace", Groups);
}
