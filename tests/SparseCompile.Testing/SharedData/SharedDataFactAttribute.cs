using Xunit;

namespace SparseCompile.Testing;

/// <summary>A test that is skipped where the third-party data is not present.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Skips, with the reason, when the data is absent.</summary>
    public SharedDataFactAttribute() => Skip = SharedData.SkipReason;
}
