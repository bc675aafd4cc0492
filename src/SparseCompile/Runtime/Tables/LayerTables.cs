using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>A layer's tables, laid out for a vector width when that width is first used.</summary>
/// <remarks>Generated code keeps one for each layer, as long as the class that uses it lives. Thread-safe.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerTables
{
    private readonly int[] _groupsPerBlock;
    private readonly float[] _bias;
    private readonly int _passes;
    private StepTable? _window;
    private StepTable? _packed;
    private StepTable? _gather8;
    private StepTable? _gather4;
    private StepTable? _rows;
    private StepTable? _columns;
    private StepTable? _batch16;
    private StepTable? _batch8;
    private StepTable? _batch4;

    /// <summary>Keeps a layer's rows and biases.</summary>
    /// <param name="rows">Non-zeros by position.</param>
    /// <param name="bias">Bias by position; empty when all are zero.</param>
    /// <param name="groupsPerBlock">Groups of 16 positions in each block of the 512-bit form; they cover all positions.</param>
    public LayerTables(SparseRows rows, ReadOnlySpan<float> bias, ReadOnlySpan<byte> groupsPerBlock)
    {
        Rows = rows;
        _groupsPerBlock = new int[groupsPerBlock.Length];
        int positions = rows.Positions;
        for (int i = 0, covered = 0; i < groupsPerBlock.Length; i++)
        {
            _groupsPerBlock[i] = groupsPerBlock[i];
            covered += groupsPerBlock[i] * WindowTable.Lanes;
            positions = Math.Max(positions, covered);
        }

        // Whole vectors are loaded at every width: pad to the widest.
        float[] padded = new float[(positions + WindowTable.Lanes - 1) / WindowTable.Lanes * WindowTable.Lanes];
        bias.CopyTo(padded);
        _bias = padded;
    }

    private LayerTables(LayerTables weighted, int passes)
    {
        Rows = weighted.Rows;
        _groupsPerBlock = weighted._groupsPerBlock;
        _bias = weighted._bias;
        _passes = passes;
    }

    /// <summary>The non-zeros by position.</summary>
    public SparseRows Rows { get; }

    /// <summary>The tables of a layer whose inputs are added and subtracted, each sum then being multiplied once by a magnitude of the row's weights.</summary>
    /// <param name="passes">The most magnitudes a row has.</param>
    public LayerTables SumsFirst(int passes) => new(this, passes);

    /// <summary>Makes the tables from literals in generated code.</summary>
    /// <param name="lengths">Non-zeros of each position.</param>
    /// <param name="slots">Slot of the input each non-zero reads, position by position.</param>
    /// <param name="weights">The non-zeros, position by position.</param>
    /// <param name="bias">Bias by position; empty when all are zero.</param>
    /// <param name="groupsPerBlock">Groups of 16 positions in each block of the 512-bit form, run-length coded: groups, blocks, groups, blocks, ...</param>
    public static LayerTables FromLiterals(
        ReadOnlySpan<int> lengths, ReadOnlySpan<int> slots, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, ReadOnlySpan<int> groupsPerBlock)
    {
        int[] starts = new int[lengths.Length + 1];
        for (int i = 0; i < lengths.Length; i++)
        {
            starts[i + 1] = starts[i] + lengths[i];
        }

        return new LayerTables(new SparseRows(starts, slots.ToArray(), weights.ToArray()), bias, PackedTable.Expand(groupsPerBlock));
    }

    /// <summary>Tables of the 512-bit windowed form.</summary>
    public StepTable Window
    {
        get
        {
            return _window ?? Make();

            StepTable Make()
            {
                WindowTable table = WindowTable.Build(Rows, _groupsPerBlock);
                PackedIndices.Pack(table, _groupsPerBlock, isSigned: false);
                return Keep(ref _window, new StepTable(_bias, [], table.Counts, table.Steps));
            }
        }
    }

    /// <summary>The same where inputs are added and subtracted: signs are in the indices.</summary>
    public StepTable SignedWindow => _window ?? Keep(ref _window, MakeSigned(Rows, _bias, WindowTable.Window));

    /// <summary>Tables of the 512-bit form with narrow windows over packed inputs.</summary>
    /// <param name="places">Rows of the layer.</param>
    public StepTable NarrowWindow(int places)
    {
        return _packed ?? Make();

        StepTable Make()
        {
            WindowTable table = WindowTable.Build(PackedRows.Of(Rows, places), _groupsPerBlock, WindowTable.NarrowWindow);
            PackedIndices.Pack(table, _groupsPerBlock, isSigned: false);
            return Keep(ref _packed, new StepTable(PackedBias(places), [], table.Counts, table.Steps));
        }
    }

    /// <summary>The same where inputs are added and subtracted, and have a zero in every window.</summary>
    /// <param name="places">Rows of the layer.</param>
    public StepTable NarrowSignedWindow(int places) =>
        _packed ?? Keep(ref _packed, MakeSigned(NarrowSlots.Rows(Rows, places), PackedBias(places), WindowTable.NarrowWindow));

    /// <summary>Tables of the 512-bit form of layers pruned in blocks.</summary>
    /// <param name="places">Rows of the layer.</param>
    /// <param name="height">Rows that share their inputs: 16, 8 or 4.</param>
    /// <param name="width">Consecutive inputs fetched at a time: 1 or 4.</param>
    /// <param name="inputs">Values of the packed input; zeros follow.</param>
    public StepTable Blocks(int places, int height, int width, int inputs)
    {
        return _packed ?? Make();

        StepTable Make()
        {
            BlockTable table = BlockTable.Build(PackedRows.Of(Rows, places), _groupsPerBlock, height, width, inputs, leastUse: 0)!;
            return Keep(ref _packed, new StepTable(PackedBias(places), [], table.Counts, table.Inputs, table.Weights, []));
        }
    }

    /// <summary>Tables of the 256-bit gathering form.</summary>
    public StepTable Gather8 => _gather8 ?? Keep(ref _gather8, MakeGather(8));

    /// <summary>Tables of the 128-bit gathering form.</summary>
    public StepTable Gather4 => _gather4 ?? Keep(ref _gather4, MakeGather(4));

    /// <summary>Row by row: for the plain form.</summary>
    public StepTable ByRow => _rows ?? Keep(ref _rows, MakeRows());

    /// <summary>Input by input: for the form that visits the inputs that are not zero.</summary>
    /// <param name="slots">Slots of the input.</param>
    public StepTable Columns(int slots)
    {
        return _columns ?? Make();

        StepTable Make()
        {
            ColumnTable table = ColumnTable.Build(Rows, slots);
            return Keep(ref _columns, new StepTable(_bias, [], table.Starts, [], table.Weights, table.Positions));
        }
    }

    /// <summary>Tiles of the input for a batch on 16 lanes.</summary>
    /// <param name="tileSlots">Slots of a tile.</param>
    /// <param name="visitsAllLast">The last tile visits all positions.</param>
    public StepTable Batch16(int tileSlots, bool visitsAllLast) => _batch16 ?? Keep(ref _batch16, MakeTiles(tileSlots, visitsAllLast));

    /// <summary>Tiles of the input for a batch on 8 lanes.</summary>
    /// <param name="tileSlots">Slots of a tile.</param>
    /// <param name="visitsAllLast">The last tile visits all positions.</param>
    public StepTable Batch8(int tileSlots, bool visitsAllLast) => _batch8 ?? Keep(ref _batch8, MakeTiles(tileSlots, visitsAllLast));

    /// <summary>Tiles of the input for a batch on 4 lanes.</summary>
    /// <param name="tileSlots">Slots of a tile.</param>
    /// <param name="visitsAllLast">The last tile visits all positions.</param>
    public StepTable Batch4(int tileSlots, bool visitsAllLast) => _batch4 ?? Keep(ref _batch4, MakeTiles(tileSlots, visitsAllLast));

    /// <summary>The first table made stays for good: kernels of another thread may be reading it, and nothing else keeps its memory.</summary>
    private static StepTable Keep(ref StepTable? field, StepTable made) => Interlocked.CompareExchange(ref field, made, null) ?? made;

    /// <summary>Biases by place, padded to whole vectors.</summary>
    private float[] PackedBias(int places)
    {
        if (Rows.Positions == places)
        {
            return _bias;
        }

        float[] packed = new float[_bias.Length];
        for (int place = 0; SlotLayout.SlotOf(place) < packed.Length; place++)
        {
            packed[place] = _bias[SlotLayout.SlotOf(place)];
        }

        return packed;
    }

    private StepTable MakeGather(int lanes)
    {
        (SparseRows rows, float[] scales) = Summed(SumRows.Chunks(Rows.Positions, lanes));
        GatherTable table = GatherTable.Build(rows, lanes);
        return new StepTable(_bias, scales, table.Counts, table.Slots, table.Weights, []);
    }

    private StepTable MakeTiles(int tileSlots, bool visitsAllLast)
    {
        (SparseRows rows, float[] scales) = Summed(SumRows.Chunks(Rows.Positions, 1));
        if (_passes > 1)
        {
            return new StepTable(_bias, scales, rows.Lengths(), rows.Slots, rows.Weights, TileTable.InOrder(Rows.Positions));
        }

        TileTable table = TileTable.Build(rows, tileSlots, visitsAllLast);
        return new StepTable(_bias, scales, table.Counts, table.Slots, table.Weights, table.Positions);
    }

    private StepTable MakeRows()
    {
        (SparseRows rows, float[] scales) = Summed(SumRows.Chunks(Rows.Positions, 1));
        return new StepTable(_bias, scales, rows.Lengths(), rows.Slots, rows.Weights, []);
    }

    private StepTable MakeSigned(SparseRows weighted, float[] bias, int span)
    {
        SignedTable table = SignedTable.Build(weighted, _passes, _groupsPerBlock, span);
        PackedIndices.Pack(table.Windows, table.Groups, isSigned: true);

        // Signs are in the indices now: no kernel reads the weights, four bytes for each of their one.
        table.Windows.Steps.Weights = [];
        return new StepTable(bias, table.Scales, table.Windows.Counts, table.Windows.Steps);
    }

    /// <summary>Rows as the kernels add them up, by chunks where they go through passes.</summary>
    private (SparseRows Rows, float[] Scales) Summed(int[] chunks)
    {
        if (_passes == 0)
        {
            return (Rows, []);
        }

        SumRows sums = SumRows.Of(Rows, _passes, chunks);
        return (sums.Rows, sums.Scales);
    }
}
