using SparseCompile.Compiler.Hardware.Dataflows;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware.Storage;

/// <summary>Complementary sparsity, column-padded: sets of K consecutive rows, each as deep as its fullest column.</summary>
internal static class ComplementaryForm
{
    /// <summary>Counts the form's bits for the K, up to 32, that needs the fewest places, and reports the packing that was reached.</summary>
    public static StorageFigure Count(CsrMatrix weights, int valueBits)
    {
        ComplementarySets sets = ComplementarySets.Pack(weights, valueBits);
        return new StorageFigure(
            "complementary",
            sets.Bits(valueBits),
            "sum over sets of depth * columns * (v + ceil(log2 rows_per_set)), depth = most non-zeros of a column within the set",
            Parameters:
            [
                new("rows_per_set", sets.RowsPerSet),
                new("depth", sets.Depths.DefaultIfEmpty(0).Max()),
                new("packing_ppm", sets.PackingPpm(weights)),
            ]);
    }
}
