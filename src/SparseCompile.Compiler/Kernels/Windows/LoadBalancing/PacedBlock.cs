using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Windows.LoadBalancing;

/// <summary>The steps of one block of rows that share their windows, from the profiles of its rows alone.</summary>
/// <remarks>
/// Let T(s) be the step at which the window leaves stretch s - 1 behind: when every lane is through with it. A window spans n stretches, so what a lane has in stretch s it takes
/// from step T(s - n + 1) on, one a step, after all before: F(s) = max(F(s - 1), T(s - n + 1)) + count(s), and T(s + 1) is the highest F(s) of all lanes. This gives the very counts
/// of <see cref="WindowTable"/>. F is kept relative to T(s - n + 1), where it is 64 at most (a lane has no more in one window), 8 lanes to a word: .NET Standard 2.0 has no vectors.
/// </remarks>
internal sealed class PacedBlock
{
    /// <summary>Lanes of a word, a byte each.</summary>
    public const int LanesPerWord = 8;

    /// <summary>What to put on a lane that shall hold nothing.</summary>
    public const int NoRow = -1;

    private const ulong HighBits = 0x8080808080808080;
    private const ulong Ones = 0x0101010101010101;

    /// <summary>Steps late beyond which nobody asks: with the 16 that one more stretch can add they stay below 128.</summary>
    private const int MostLate = 63;

    private readonly int _stretches;
    private readonly int _span;
    private readonly ulong[] _counts;

    /// <summary>Makes a block whose lanes hold nothing.</summary>
    /// <param name="groups">Groups of 16 rows: 1, 2 or 4.</param>
    /// <param name="stretches">Stretches of slots.</param>
    /// <param name="span">Stretches of a window.</param>
    public PacedBlock(int groups, int stretches, int span)
    {
        Groups = groups;
        _stretches = stretches;
        _span = span;
        Words = groups * WindowTable.Lanes / LanesPerWord;
        _counts = new ulong[Words * stretches];
        Schedule = new int[stretches + 1];
    }

    /// <summary>Groups of 16 rows.</summary>
    public int Groups { get; }

    /// <summary>Words of 8 lanes.</summary>
    public int Words { get; }

    /// <summary>T: the step at which the window leaves each stretch behind, after <see cref="Update"/>.</summary>
    public int[] Schedule { get; }

    /// <summary>Steps after <see cref="Update"/>.</summary>
    public int Steps => Schedule[_stretches];

    /// <summary>A lane of words of 8 lanes.</summary>
    public static int Lane(ulong[] words, int lane) => (byte)(words[lane / LanesPerWord] >> (lane % LanesPerWord * 8));

    /// <summary>Puts a row on a lane, or <see cref="NoRow"/>.</summary>
    public void Put(int lane, PaceProfiles profiles, int row)
    {
        int shift = lane % LanesPerWord * 8;
        ulong others = ~(0xFFUL << shift);
        for (int stretch = 0, word = lane / LanesPerWord; stretch < _stretches; stretch++, word += Words)
        {
            _counts[word] = (_counts[word] & others) | (row == NoRow ? 0 : (ulong)profiles[row, stretch] << shift);
        }
    }

    /// <summary>Computes the schedule of the rows as they are.</summary>
    public void Update() => Simulate(Schedule, null);

    /// <summary>Computes the schedule.</summary>
    /// <param name="schedule">Takes T; as many entries as stretches, and one.</param>
    /// <param name="backlogs">Takes F relative to T(s - n + 1), for <see cref="CriticalLanes"/>; null when nobody asks.</param>
    /// <returns>The steps.</returns>
    public int Simulate(int[] schedule, ulong[]? backlogs)
    {
        ulong w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0, w6 = 0, w7 = 0;
        int opened = 0;
        schedule[0] = 0;
        ulong[] counts = _counts;
        for (int stretch = 0, word = 0; stretch < _stretches; stretch++, word += Words)
        {
            int opens = Opens(schedule, stretch);
            ulong passed = (ulong)(opens - opened) * Ones;
            opened = opens;
            w0 = Less(w0, passed) + counts[word];
            w1 = Less(w1, passed) + counts[word + 1];
            ulong highest = Max(w0, w1);
            if (Words > 2)
            {
                w2 = Less(w2, passed) + counts[word + 2];
                w3 = Less(w3, passed) + counts[word + 3];
                highest = Max(highest, Max(w2, w3));
                if (Words > 4)
                {
                    w4 = Less(w4, passed) + counts[word + 4];
                    w5 = Less(w5, passed) + counts[word + 5];
                    w6 = Less(w6, passed) + counts[word + 6];
                    w7 = Less(w7, passed) + counts[word + 7];
                    highest = Max(highest, Max(Max(w4, w5), Max(w6, w7)));
                }
            }

            if (backlogs is not null)
            {
                Record(backlogs, word, w0, w1, w2, w3, w4, w5, w6, w7);
            }

            schedule[stretch + 1] = opens + Highest(highest);
        }

        return schedule[_stretches];
    }

    /// <summary>The lanes on one longest chain: no step is saved unless one of them gets another row.</summary>
    /// <param name="schedule">T, of the last simulation.</param>
    /// <param name="backlogs">What it recorded.</param>
    /// <param name="lanes">Takes the lanes; one may be there more than once.</param>
    /// <returns>How many.</returns>
    public int CriticalLanes(int[] schedule, ulong[] backlogs, int[] lanes)
    {
        int found = 0;
        for (int end = _stretches; end > 0 && schedule[end] > 0 && found < lanes.Length;)
        {
            while (schedule[end - 1] == schedule[end])
            {
                end--;
            }

            // The lane that was last through with this stretch, and where it last had to wait for the window.
            int stretch = end - 1;
            int lane = LaneAt(backlogs, stretch, schedule[end] - Opens(schedule, stretch));
            lanes[found++] = lane;
            while (stretch > 0 && Backlog(backlogs, stretch - 1, lane) > Opens(schedule, stretch) - Opens(schedule, stretch - 1))
            {
                stretch--;
            }

            end = Math.Max(0, stretch - _span + 1);
        }

        return found;
    }

    /// <summary>For every lane of this block, how many steps its row would be late in another's schedule.</summary>
    /// <param name="schedule">T of the other.</param>
    /// <param name="late">Takes the steps, 8 lanes to a word; 0 where the row fits and costs nothing.</param>
    public void Fit(int[] schedule, ulong[] late)
    {
        for (int lanes = 0; lanes < Words; lanes++)
        {
            ulong backlog = 0;
            ulong most = 0;
            int opened = 0;
            for (int stretch = 0, word = lanes; stretch < _stretches; stretch++, word += Words)
            {
                int opens = Opens(schedule, stretch);
                backlog = Less(backlog, (ulong)(opens - opened) * Ones) + _counts[word];
                opened = opens;

                // A late row goes on as if all had waited for it: every later delay counts by itself. So a byte cannot overflow either.
                ulong over = Less(backlog, (ulong)(schedule[stretch + 1] - opens) * Ones);
                backlog -= over;
                most += over;
                most = Min(most, Ones * MostLate);
            }

            late[lanes] = most;
        }
    }

    /// <summary>How many steps a row would be late in this block's schedule.</summary>
    public int Fit(PaceProfiles profiles, int row)
    {
        int late = 0;
        int done = 0;
        for (int stretch = 0; stretch < _stretches; stretch++)
        {
            done = Math.Max(done, Opens(Schedule, stretch)) + profiles[row, stretch];
            int over = Math.Max(0, done - Schedule[stretch + 1]);
            late += over;
            done -= over;
        }

        return late;
    }

    private int Opens(int[] schedule, int stretch) => schedule[Math.Max(0, stretch - _span + 1)];

    private int LaneAt(ulong[] backlogs, int stretch, int backlog)
    {
        int lane = 0;
        while (Backlog(backlogs, stretch, lane) != backlog)
        {
            lane++;
        }

        return lane;
    }

    private int Backlog(ulong[] backlogs, int stretch, int lane) => Lane(backlogs, (stretch * Words * LanesPerWord) + lane);

    // Parameters: the eight words of a block that the simulation keeps in registers.
    private void Record(ulong[] backlogs, int word, ulong w0, ulong w1, ulong w2, ulong w3, ulong w4, ulong w5, ulong w6, ulong w7)
    {
        (backlogs[word], backlogs[word + 1]) = (w0, w1);
        if (Words > 2)
        {
            (backlogs[word + 2], backlogs[word + 3]) = (w2, w3);
        }

        if (Words > 4)
        {
            (backlogs[word + 4], backlogs[word + 5], backlogs[word + 6], backlogs[word + 7]) = (w4, w5, w6, w7);
        }
    }

    /// <summary>max(a - b, 0) of 8 bytes below 128.</summary>
    private static ulong Less(ulong a, ulong b)
    {
        ulong difference = (a | HighBits) - b;
        ulong isPositive = difference & HighBits;
        return difference & (isPositive - (isPositive >> 7));
    }

    private static ulong Max(ulong a, ulong b) => b + Less(a, b);

    private static ulong Min(ulong a, ulong b) => a - Less(a, b);

    private static int Highest(ulong bytes)
    {
        bytes = Max(bytes, bytes >> 32);
        bytes = Max(bytes, bytes >> 16);
        return (byte)Max(bytes, bytes >> 8);
    }
}
