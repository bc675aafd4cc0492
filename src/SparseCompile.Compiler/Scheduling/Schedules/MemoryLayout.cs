namespace SparseCompile.Compiler.Scheduling.Schedules;

/// <summary>Places pieces of memory by liveness: largest first, each at the lowest offset where nothing that is alive with it lies.</summary>
internal static class MemoryLayout
{
    /// <summary>Floats of a cache line: every piece begins on one.</summary>
    private const int Line = 16;

    /// <summary>Sets the offsets.</summary>
    /// <param name="storages">The pieces, with their sizes and lives.</param>
    /// <returns>Floats in all.</returns>
    public static int Place(IReadOnlyList<Storage> storages)
    {
        List<Storage> placed = [];
        int total = 0;
        foreach (Storage storage in storages.OrderByDescending(storage => storage.Floats).ThenBy(storage => storage.FirstStep))
        {
            int offset = 0;
            foreach (Storage other in placed.Where(other => Overlaps(other, storage)).OrderBy(other => other.Offset))
            {
                if (offset + Rounded(storage) <= other.Offset)
                {
                    break;
                }

                offset = Math.Max(offset, other.Offset + Rounded(other));
            }

            storage.Offset = offset;
            placed.Add(storage);
            total = Math.Max(total, checked(offset + Rounded(storage)));
        }

        return total;
    }

    private static bool Overlaps(Storage left, Storage right) => left.FirstStep <= right.LastStep && right.FirstStep <= left.LastStep;

    private static int Rounded(Storage storage) => (storage.Floats + Line - 1) / Line * Line;
}
