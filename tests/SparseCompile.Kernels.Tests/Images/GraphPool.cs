using System.Numerics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Graphs;

namespace SparseCompile.Kernels.Tests.Images;

/// <summary>A pool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">What it reads.</param>
/// <param name="Input">Channels, rows and columns that it reads.</param>
/// <param name="Kind">What it makes of a window.</param>
/// <param name="Y">The window down the rows; null for signals.</param>
/// <param name="X">The window along a row; null for all of a channel.</param>
/// <param name="RoundsUp">Sizes are rounded up.</param>
/// <param name="CountsPadding">Padding counts as zeros of a mean.</param>
// Parameters: data, constructed by the sampler.
internal sealed record GraphPool(
    string Name,
    string? Source,
    (int Channels, int Height, int Width) Input,
    PoolKind Kind,
    ImageWindow? Y,
    ImageWindow? X,
    bool RoundsUp,
    bool CountsPadding) : GraphLayer(Name, [Source], ActivationFunction.None)
{
    public int Height => X is null ? 1 : Y?.Outputs(Input.Height, RoundsUp) ?? 1;

    public int Width => X?.Outputs(Input.Width, RoundsUp) ?? 1;

    public override string Attribute => X is null ? $"[GlobalAveragePool(Name = \"{Name}\"{From})]"
        : Y is { } rows
            ? $"[{Kind}Pool2D({X.Size}, SizeHeight = {rows.Size}, Stride = {X.Stride}, StrideHeight = {rows.Stride}, Padding = {X.Padding}, PaddingHeight = {rows.Padding}{Options})]"
            : $"[{Kind}Pool1D({X.Size}, Stride = {X.Stride}, Padding = {X.Padding}{Options})]";

    public override LayerDeclaration Declaration => new PoolDeclaration(Name!, Kind, X is null ? null : new WindowDeclaration(Y is null ? null : Axis(Y), Axis(X), false), Activation, null)
    {
        From = Sources[0],
        IsNamed = true,
        CeilMode = RoundsUp,
        CountsPadding = CountsPadding,
    };

    private string Options => $", CeilMode = {(RoundsUp ? "true" : "false")}, Name = \"{Name}\"{From}{(Kind == PoolKind.Average && !CountsPadding ? ", CountPadding = false" : "")}{(Kind == PoolKind.Max && X!.Dilation > 1 ? $", Dilation = {X.Dilation}" : "")}";

    private ImageWindow Down => X is null ? new ImageWindow(Input.Height, 1, 0, 1) : Y ?? new ImageWindow(1, 1, 0, 1);

    private ImageWindow Along => X ?? new ImageWindow(Input.Width, 1, 0, 1);

    public override BoundedVector Evaluate(IReadOnlyList<BoundedVector> inputs) => BoundedVector.Of(Places().Select(place =>
    {
        Bounded[] values = [.. Values(place).Select(i => inputs[0][i])];
        if (Kind == PoolKind.Max)
        {
            return new Bounded(values.Max(value => value.Value), values.Max(value => value.Magnitude), values.Max(value => value.Error));
        }

        int divisor = Down.Count(place.Y, Input.Height, CountsPadding) * Along.Count(place.X, Input.Width, CountsPadding);
        Bounded sum = values.Aggregate(Bounded.Exactly(0f), (all, value) => all + value);
        return ((1.0 / divisor) * sum.Rounded(values.Length)).Rounded(1);
    }));

    public override BigInteger[] Reach(IReadOnlyList<BigInteger[]> inputs) =>
        [.. Places().Select(place => Values(place).Aggregate(BigInteger.Zero, (reached, input) => reached | inputs[0][input]))];

    private static AxisDeclaration Axis(ImageWindow window) => new(window.Size, window.Stride, window.Padding, window.Dilation);

    private IEnumerable<(int Channel, int Y, int X)> Places() =>
        from channel in Enumerable.Range(0, Input.Channels) from y in Enumerable.Range(0, Height) from x in Enumerable.Range(0, Width) select (channel, y, x);

    private IEnumerable<int> Values((int Channel, int Y, int X) place) =>
        from row in Down.Taps(place.Y, Input.Height)
        from column in Along.Taps(place.X, Input.Width)
        select (((place.Channel * Input.Height) + row.Input) * Input.Width) + column.Input;
}
