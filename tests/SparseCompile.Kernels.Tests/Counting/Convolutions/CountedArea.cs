namespace SparseCompile.Kernels.Tests.Counting.Convolutions;

/// <summary>Memory that pointers of generated code point into.</summary>
internal abstract class CountedArea
{
    /// <summary>The integer at a place.</summary>
    public virtual long Integer(long place) => throw new NotSupportedException($"No integers are read from {GetType().Name}.");

    /// <summary>Loads lanes that follow one another, or one for all of them.</summary>
    public abstract void Load(LaneRegister register, long place, int lanes, bool isBroadcast);
}

/// <summary>The input: any values.</summary>
internal sealed class InputArea : CountedArea
{
    public override void Load(LaneRegister register, long place, int lanes, bool isBroadcast) => register.Fill(LaneContent.Inputs, lanes);
}

/// <summary>A table as the run time laid it out.</summary>
internal sealed class TableArea(KernelPointer table, LaneContent content) : CountedArea
{
    public override long Integer(long place) => table.Integer(place);

    /// <summary>Weights, or biases, which are sums of nothing.</summary>
    public override void Load(LaneRegister register, long place, int lanes, bool isBroadcast)
    {
        register.Fill(content, lanes);
        for (int lane = 0; content == LaneContent.Weights && lane < lanes; lane++)
        {
            register.Values[lane] = table.Float(isBroadcast ? place : place + lane) == 0f ? 0 : 1;
        }
    }
}

/// <summary>The list of pixels to visit of each channel.</summary>
internal sealed class ListArea(int[] list) : CountedArea
{
    public override long Integer(long place) => list[place];

    public override void Load(LaneRegister register, long place, int lanes, bool isBroadcast) => throw new NotSupportedException("A list holds no values.");
}

/// <summary>Memory for results: how many products each place is the sum of.</summary>
internal sealed class SumArea : CountedArea
{
    /// <summary>Products of each place; places without any may be missing.</summary>
    public Dictionary<long, long> Products { get; } = [];

    public override void Load(LaneRegister register, long place, int lanes, bool isBroadcast) => register.Fill(LaneContent.Sums, lanes);

    /// <summary>Stores sums: places have the products added that the lanes took since they were loaded.</summary>
    public void Store(LaneRegister register, long place, Func<int, bool> isStored)
    {
        register.Content.ShouldBe(LaneContent.Sums);
        for (int lane = 0; lane < register.Lanes; lane++)
        {
            if (register.Values[lane] > 0 && isStored(lane))
            {
                Products[place + lane] = Products.GetValueOrDefault(place + lane) + register.Values[lane];
                register.Values[lane] = 0;
            }
        }
    }
}
