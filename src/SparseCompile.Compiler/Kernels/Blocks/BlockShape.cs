namespace SparseCompile.Compiler.Kernels.Blocks;

/// <summary>How the rows of a layer share their inputs.</summary>
/// <param name="Height">Neighbouring rows that read the same inputs.</param>
/// <param name="Width">Consecutive inputs fetched at a time.</param>
public sealed record BlockShape(int Height, int Width)
{
    /// <summary>Shapes with a kernel. Four rows and one input would take four fetches and three inserts for a multiply-add: no less than two lookups in a window.</summary>
    internal static IReadOnlyList<BlockShape> All { get; } = [new(16, 1), new(8, 1), new(4, 4)];
}
