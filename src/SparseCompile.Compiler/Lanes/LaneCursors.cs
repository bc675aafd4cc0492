namespace SparseCompile.Compiler.Lanes;

/// <summary>A cursor for each stream.</summary>
internal sealed class LaneCursors
{
    private readonly Dictionary<LaneTable, int> _cursors = [];

    /// <summary>The cursor of a stream.</summary>
    public int this[LaneTable table] => _cursors.TryGetValue(table, out int cursor) ? cursor : 0;

    /// <summary>Moves a cursor.</summary>
    public void Advance(LaneTable table, int amount) => _cursors[table] = this[table] + amount;
}
