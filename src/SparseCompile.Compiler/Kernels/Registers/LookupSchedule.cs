using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Registers;

/// <summary>The steps of an unrolled layer: 16 positions on the lanes, inputs looked up in two neighbouring registers of 16.</summary>
/// <remarks>
/// As with <see cref="WindowTable"/>, the pair of registers moves with the lowest input any lane of the group still needs; every lane whose next
/// input is in the pair takes it. Groups are interleaved pair by pair, so that the chains of several outputs are in flight at once.
/// </remarks>
internal static class LookupSchedule
{
    /// <summary>Groups whose steps are interleaved; each holds an accumulator.</summary>
    public const int GroupsAtOnce = 8;

    /// <summary>Marks an idle lane in a step.</summary>
    public const byte Idle = 255;

    /// <summary>Lays a layer out.</summary>
    /// <param name="starts">Where each position starts, one more entry than positions.</param>
    /// <param name="inputs">The input each non-zero reads, ascending within a position.</param>
    public static List<LookupStep> Build(int[] starts, int[] inputs)
    {
        int groups = (starts.Length - 1 + WindowTable.Lanes - 1) / WindowTable.Lanes;
        List<LookupStep> steps = new List<LookupStep>();
        for (int first = 0; first < groups; first += GroupsAtOnce)
        {
            List<LookupStep> chunk = new List<LookupStep>();
            for (int group = first; group < Math.Min(groups, first + GroupsAtOnce); group++)
            {
                AddGroup(starts, inputs, group, chunk);
            }

            chunk.Sort(static (left, right) =>
                left.Register != right.Register ? left.Register.CompareTo(right.Register)
                : left.Ordinal != right.Ordinal ? left.Ordinal.CompareTo(right.Ordinal)
                : left.Group.CompareTo(right.Group));
            steps.AddRange(chunk);
        }

        return steps;
    }

    private static void AddGroup(int[] starts, int[] inputs, int group, List<LookupStep> steps)
    {
        int[] next = new int[WindowTable.Lanes];
        for (int lane = 0; lane < next.Length; lane++)
        {
            int position = (group * WindowTable.Lanes) + lane;
            next[lane] = position < starts.Length - 1 ? starts[position] : 0;
        }

        int ordinal = 0;
        int last = -1;
        while (true)
        {
            int lowest = int.MaxValue;
            for (int lane = 0; lane < next.Length; lane++)
            {
                if (IsPending(lane))
                {
                    lowest = Math.Min(lowest, inputs[next[lane]]);
                }
            }

            if (lowest == int.MaxValue)
            {
                return;
            }

            int register = lowest / WindowTable.Lanes;
            ordinal = register == last ? ordinal + 1 : 0;
            last = register;
            byte[] lanes = new byte[WindowTable.Lanes];
            for (int lane = 0; lane < lanes.Length; lane++)
            {
                bool active = IsPending(lane) && inputs[next[lane]] < (register + 2) * WindowTable.Lanes;
                lanes[lane] = active ? (byte)(inputs[next[lane]++] - (register * WindowTable.Lanes)) : Idle;
            }

            steps.Add(new LookupStep(group, register, ordinal, lanes));
        }

        bool IsPending(int lane)
        {
            int position = (group * WindowTable.Lanes) + lane;
            return position < starts.Length - 1 && next[lane] < starts[position + 1];
        }
    }
}

/// <summary>One multiply-add of an unrolled layer.</summary>
internal sealed class LookupStep(int group, int register, int ordinal, byte[] lanes)
{
    /// <summary>The group of 16 positions.</summary>
    public int Group { get; } = group;

    /// <summary>First of the two registers looked up in.</summary>
    public int Register { get; } = register;

    /// <summary>How many steps of this group looked up in the same pair before.</summary>
    public int Ordinal { get; } = ordinal;

    /// <summary>For each lane the input within the pair, or <see cref="LookupSchedule.Idle"/>.</summary>
    public byte[] Lanes { get; } = lanes;
}
