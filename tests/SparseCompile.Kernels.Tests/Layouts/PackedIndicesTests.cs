extern alias runtime;

using Library = runtime::SparseCompile.Runtime;

namespace SparseCompile.Kernels.Tests.Layouts;

/// <summary>What kernels find in an index table, against the table as it was laid out: on any processor, whatever it can execute.</summary>
public sealed unsafe class PackedIndicesTests
{
    private const int Lanes = 16;
    private const int Positions = 7 * Lanes;
    private static readonly int[] s_groups = [4, 2, 1];

    [Fact]
    public void A_rotation_by_its_byte_brings_a_group_s_index_down_and_the_choice_of_registers_to_the_sign()
    {
        Library.SparseRows rows = Rows(isSigned: false);
        Library.WindowTable expected = Library.WindowTable.Build(rows, s_groups);

        Check(Indices(rows, passes: 0), expected, s_groups, (index, found) =>
        {
            (found & 31).ShouldBe(index & 31u);
            (found >> 31).ShouldBe((uint)index >> 5);
        });
    }

    [Fact]
    public void Signs_come_to_the_sign_and_the_choice_of_registers_stays_in_its_byte()
    {
        Library.SparseRows rows = Rows(isSigned: true);
        Library.SignedTable expected = Library.SignedTable.Build(rows, passes: 1, s_groups, Library.WindowTable.Window);

        Check(Indices(rows, passes: 1), expected.Windows, expected.Groups, (index, found) =>
        {
            (found & 63).ShouldBe(index & 63u);
            (found >> 31).ShouldBe((uint)index >> 7);
        });
    }

    private static void Check(byte* found, Library.WindowTable expected, int[] groups, Action<byte, uint> check)
    {
        byte[] indices = expected.Steps.Indices[expected.Steps.FirstIndex..(expected.Steps.FirstIndex + expected.Steps.Length)];
        int step = 0;
        int packed = 0;
        for (int block = 0; block < groups.Length; block++)
        {
            int bytes = groups[block] * Lanes;
            for (int i = 0; i < expected.Counts[block]; i++, step += bytes)
            {
                for (int at = 0; at < bytes; at++)
                {
                    byte index = indices[step + at];
                    if (groups[block] != 4)
                    {
                        found[step + at].ShouldBe(index);
                        continue;
                    }

                    check(index, uint.RotateRight(((uint*)(found + step))[at % Lanes], 8 * (at / Lanes)));
                    packed++;
                }
            }
        }

        packed.ShouldBeGreaterThan(1000);
    }

    /// <summary>Seven groups of rows: panels of four, two and one.</summary>
    private static byte* Indices(Library.SparseRows rows, int passes)
    {
        Library.StepTable? kept = null;
        return new Library.LayerTables(rows, []).Lay(ref kept, new Library.WindowRecipe(Library.WindowTable.Window, 4, passes, Positions)).Indices;
    }

    /// <summary>Seeded rows, weights of any value or of one magnitude.</summary>
    private static Library.SparseRows Rows(bool isSigned)
    {
        Random random = new(11);
        List<int> starts = [0];
        List<int> slots = [];
        for (int position = 0; position < Positions; position++)
        {
            slots.AddRange(Enumerable.Range(0, 200).Where(slot => slot % Library.SlotLayout.Period != Library.SlotLayout.Period - 1 && random.Next(5) == 0));
            starts.Add(slots.Count);
        }

        float[] weights = [.. slots.Select(_ => isSigned ? (random.Next(2) == 0 ? 0.5f : -0.5f) : random.NextSingle() + 0.1f)];
        return new Library.SparseRows([.. starts], [.. slots], weights);
    }
}
