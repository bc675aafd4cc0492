using Xunit;

namespace SparseCompile.Testing;

/// <summary>A theory that is skipped where the third-party data is not present.</summary>
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips, with the reason, when the data is absent.</summary>
    public SharedDataTheoryAttribute() => Skip = SharedData.SkipReason;
}
