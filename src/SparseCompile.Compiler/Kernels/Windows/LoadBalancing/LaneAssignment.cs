using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Windows.LoadBalancing;

/// <summary>Which row sits in which block of groups that share their windows, and the steps that takes.</summary>
internal sealed class LaneAssignment
{
    private readonly PacedBlock[] _blocks;
    private readonly int[] _firstPlaces;

    /// <summary>Puts rows on lanes in an order.</summary>
    /// <param name="profiles">The rows' profiles.</param>
    /// <param name="order">The row at each place.</param>
    /// <param name="groupsPerBlock">Groups of each block; they cover the positions from 0 on.</param>
    /// <param name="span">Slots of a window.</param>
    /// <param name="hasZeroSlots">Positions are slots: the last of every period, which is the last lane of a block, holds no row.</param>
    public LaneAssignment(PaceProfiles profiles, int[] order, int[] groupsPerBlock, int span, bool hasZeroSlots)
    {
        Profiles = profiles;
        Order = (int[])order.Clone();
        _blocks = [.. groupsPerBlock.Select(groups => new PacedBlock(groups, profiles.Stretches, span / WindowTable.Granularity))];
        _firstPlaces = new int[_blocks.Length + 1];
        for (int block = 0, positions = 0; block < _blocks.Length; block++)
        {
            positions += groupsPerBlock[block] * WindowTable.Lanes;
            _firstPlaces[block + 1] = Math.Min(order.Length, hasZeroSlots ? SlotLayout.IndexOf(positions) : positions);
            for (int lane = 0; lane < RowCount(block); lane++)
            {
                _blocks[block].Put(lane, profiles, Order[PlaceOf(block, lane)]);
            }

            _blocks[block].Update();
        }
    }

    /// <summary>The rows' profiles.</summary>
    public PaceProfiles Profiles { get; }

    /// <summary>The row at each place.</summary>
    public int[] Order { get; }

    /// <summary>Blocks there are.</summary>
    public int BlockCount => _blocks.Length;

    /// <summary>Steps of each block.</summary>
    public int[] Counts => [.. _blocks.Select(block => block.Steps)];

    /// <summary>Steps of 16 rows: those of each block, times its groups.</summary>
    public long Steps => _blocks.Sum(block => (long)block.Groups * block.Steps);

    /// <summary>A block.</summary>
    public PacedBlock this[int block] => _blocks[block];

    /// <summary>Rows of a block: on its first lanes.</summary>
    public int RowCount(int block) => _firstPlaces[block + 1] - _firstPlaces[block];

    /// <summary>The place of a lane.</summary>
    public int PlaceOf(int block, int lane) => _firstPlaces[block] + lane;
}
