using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Scheduling.Schedules.Bands;

/// <summary>Finds steps that run in bands of rows, and plans the bands.</summary>
/// <remarks>
/// Images larger than the caches come from memory for every layer, and go there: a face detector over 640 x 640 pixels, whose images
/// are of 6.5 MB and padded copies as much, took 1.4 times as long as ONNX Runtime on Zen 3, and 1.05 times in bands. In bands, and in
/// memory that holds a window of rows, images stay in the level-2 cache from layer to layer.
/// </remarks>
internal static class BandFinder
{
    /// <summary>Floats of an image that is worth it: 512 kB are more than the level-2 cache of many processors has room for, beside what a layer computes.</summary>
    private const int LargeFloats = 128 * 1024;

    /// <summary>Floats of the largest image in a band: 64 kB, so that two of them and their padded copies stay in a level-2 cache.</summary>
    private const int BandFloats = 16 * 1024;

    /// <summary>The bands of a schedule. Memory that becomes a window shrinks, and everything in a group of steps lives as long as the group.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="storages">Memory between them.</param>
    /// <param name="target">The target that executes them.</param>
    public static IReadOnlyList<RowBands> Find(IReadOnlyList<Step> steps, IReadOnlyList<Storage> storages, Target target)
    {
        List<RowBands> found = [];
        for (int first = 0; first < steps.Count;)
        {
            List<BandedStep> group = Group(steps, first, target);
            if (group.Count > 1 && Plan(group, first, storages) is { } bands)
            {
                found.Add(bands);
                Extend(storages, first, first + group.Count - 1);
            }

            first += Math.Max(1, group.Count);
        }

        return found;
    }

    /// <summary>Steps from one on, each of which reads what another of them wrote a part at a time, up to the last that reads or writes a large image.</summary>
    private static List<BandedStep> Group(IReadOnlyList<Step> steps, int first, Target target)
    {
        List<BandedStep> group = [];
        for (int i = first; i < steps.Count && BandedStep.Of(steps[i], target) is { } step; i++)
        {
            if (group.Count > 0 && (step.ReadsWhole || !group.Any(other => other.Output == step.Input)))
            {
                break;
            }

            group.Add(step);
        }

        while (group.Count > 0 && !IsLarge(group[group.Count - 1]))
        {
            group.RemoveAt(group.Count - 1);
        }

        return group.Count > 1 && !IsLarge(group[0]) ? [] : group;
    }

    private static bool IsLarge(BandedStep step) => Math.Max(step.Input.Floats, step.Output.Floats) >= LargeFloats;

    private static RowBands? Plan(List<BandedStep> group, int first, IReadOnlyList<Storage> storages)
    {
        int last = first + group.Count - 1;
        Storage[] inside =
            [.. storages.Where(storage => storage.FirstStep >= first && storage.LastStep <= last && group.Any(step => step.Output == storage))];
        long largest = inside.Select(storage => (long)storage.Floats).DefaultIfEmpty(0).Max();
        int count = (int)Math.Min(group.Max(step => step.Units), (largest + BandFloats - 1) / BandFloats);
        if (count < 2)
        {
            return null;
        }

        int[][] units = [.. Enumerable.Range(0, count).Select(band => UnitsAfter(group, band, count))];
        SlidingStorage[] sliding = [.. inside.Select(storage => Slide(storage, group, units)).OfType<SlidingStorage>()];
        if (sliding.Length == 0)
        {
            return null;
        }

        int[] start = [.. group.SelectMany(step => step.Ends(0))];
        IEnumerable<int[]> ends = units.Select(done => group.SelectMany((step, i) => step.Ends(done[i])).ToArray());
        return new RowBands(first, group, count, [start, .. ends], sliding);
    }

    /// <summary>Units of each step that are done after a band: its share, or as many as those behind it read.</summary>
    private static int[] UnitsAfter(List<BandedStep> group, int band, int count)
    {
        int[] units = [.. group.Select(step => (int)(((long)step.Units * (band + 1)) / count))];
        for (int i = group.Count - 2; i >= 0 && band < count - 1; i--)
        {
            BandedStep step = group[i];
            long read = group.Select((other, j) => other.Input == step.Output ? other.Read(units[j]) : 0).Max();
            units[i] = Math.Max(units[i], UnitsFor(step, read));
        }

        return units;
    }

    /// <summary>The fewest units that write so many floats.</summary>
    private static int UnitsFor(BandedStep step, long floats)
    {
        (int low, int high) = (0, step.Units);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = step.Written(middle) >= floats ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>The window over a piece of memory; null where it would be as large as the whole.</summary>
    /// <remarks>
    /// As small as a band allows. Windows of twice the size save half of the moves, but all of them together must stay in a cache: a
    /// detector fell from 0.95 to 0.8 of ONNX Runtime's speed.
    /// </remarks>
    private static SlidingStorage? Slide(Storage storage, List<BandedStep> group, int[][] units)
    {
        int writer = group.FindIndex(step => step.Output == storage);
        int[] readers = [.. Enumerable.Range(0, group.Count).Where(i => group[i].Input == storage)];
        if (readers.Length == 0 || group.Count(step => step.Output == storage) > 1 || readers.Any(reader => group[reader].ReadsWhole))
        {
            return null;
        }

        long[] written = [.. units.Select(done => group[writer].Written(done[writer]))];
        long[] kept = [0, .. Enumerable.Range(0, units.Length - 1).Select(done =>
            Math.Min(written[done], readers.Min(reader => group[reader].Needed(units[done][reader]))) / 16 * 16)];
        long window = Enumerable.Range(0, units.Length).Max(band => written[band] - kept[band]);
        if (window + PaddedPixels.Slack >= storage.Floats)
        {
            return null;
        }

        long begin = 0;
        List<(int From, int Count, int Base)> slides = [];
        for (int band = 0; band < units.Length; band++)
        {
            long before = band == 0 ? 0 : written[band - 1];
            bool moves = written[band] - begin > window;
            slides.Add(moves ? ((int)(kept[band] - begin), (int)(before - kept[band]), (int)kept[band]) : (0, 0, (int)begin));
            begin = moves ? kept[band] : begin;
        }

        storage.Shrink((int)window + PaddedPixels.Slack);
        return new SlidingStorage(storage, slides);
    }

    /// <summary>What lives in a part of a group lives in all of it: its steps take turns.</summary>
    private static void Extend(IReadOnlyList<Storage> storages, int first, int last)
    {
        foreach (Storage storage in storages.Where(storage => storage.FirstStep <= last && storage.LastStep >= first))
        {
            storage.Use(first);
            storage.Use(last);
        }
    }
}
