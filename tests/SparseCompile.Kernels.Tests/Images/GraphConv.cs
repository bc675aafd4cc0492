using System.Numerics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Images;

/// <summary>A convolution.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">What it reads.</param>
/// <param name="Input">Channels, rows and columns that it reads.</param>
/// <param name="Outputs">Channels that it computes.</param>
/// <param name="Y">The window down the rows; null for signals.</param>
/// <param name="X">The window along a row.</param>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Weights">[outputs, channels / groups, rows, columns].</param>
/// <param name="Bias">One for each output; null for none.</param>
/// <param name="Function">The activation.</param>
// Parameters: data, constructed by the sampler.
internal sealed record GraphConv(
    string Name,
    string? Source,
    (int Channels, int Height, int Width) Input,
    int Outputs,
    ImageWindow? Y,
    ImageWindow X,
    int Groups,
    float[] Weights,
    float[]? Bias,
    ActivationFunction Function) : GraphLayer(Name, [Source], Function)
{
    /// <summary>The weight tensor has the order of Keras.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>Share of zeros that the input is said to have.</summary>
    public double InputSparsity { get; init; }

    public int Height => Y?.Outputs(Input.Height) ?? 1;

    public int Width => X.Outputs(Input.Width);

    public override string Attribute => Y is { } rows
        ? $"[Conv2D(\"{Name}\"{From}, StrideHeight = {rows.Stride}, Stride = {X.Stride}, Padding = {rows.Padding}, PaddingWidth = {X.Padding}, "
            + $"DilationHeight = {rows.Dilation}, DilationWidth = {X.Dilation}{Options})]"
        : $"[Conv1D(\"{Name}\"{From}, Stride = {X.Stride}, Padding = {X.Padding}, Dilation = {X.Dilation}{Options})]";

    public override LayerDeclaration Declaration
    {
        get
        {
            WindowDeclaration window = new(Y is null ? null : Axis(Y), Axis(X), false);
            return new ConvDeclaration(Name!, null, null, IsTransposed, window, Groups, Activation, null) { From = Sources[0], InputSparsity = InputSparsity };
        }
    }

    private int Rows => Y?.Size ?? 1;

    private int PerGroup => Input.Channels / Groups;

    private string Options => $", Groups = {Groups}{(IsTransposed ? ", Transposed = true" : "")}{(InputSparsity > 0 ? FormattableString.Invariant($", InputSparsity = {InputSparsity}") : "")}{AttributeText.Options(Activation)}";

    public override void Save(NpzBuilder file)
    {
        int[] shape = Y is null ? [Outputs, PerGroup, X.Size] : [Outputs, PerGroup, Rows, X.Size];
        if (!IsTransposed)
        {
            file.Add($"{Name}.weight", shape, Weights);
        }
        else
        {
            int taps = Rows * X.Size;
            float[] turned = new float[Weights.Length];
            for (int i = 0; i < Weights.Length; i++)
            {
                int output = i / (PerGroup * taps), channel = i / taps % PerGroup, tap = i % taps;
                turned[(((tap * PerGroup) + channel) * Outputs) + output] = Weights[i];
            }

            file.Add($"{Name}.weight", Y is null ? [X.Size, PerGroup, Outputs] : [Rows, X.Size, PerGroup, Outputs], turned);
        }

        if (Bias is { } bias)
        {
            file.Add($"{Name}.bias", [Outputs], bias);
        }
    }

    public override BoundedVector Evaluate(IReadOnlyList<BoundedVector> inputs) => BoundedVector.Of(Places().Select(place =>
    {
        Bounded sum = Bounded.Exactly(Bias?[place.Output] ?? 0f);
        int steps = 1;
        foreach ((int input, float weight) in Terms(place))
        {
            sum += weight * inputs[0][input];
            steps++;
        }

        return sum.Rounded(steps);
    }));

    public override BigInteger[] Reach(IReadOnlyList<BigInteger[]> inputs) =>
        [.. Places().Select(place => Terms(place).Aggregate(BigInteger.Zero, (reached, term) => reached | inputs[0][term.Input]))];

    private static AxisDeclaration Axis(ImageWindow window) => new(0, window.Stride, window.Padding, window.Dilation);

    private IEnumerable<(int Output, int Y, int X)> Places() =>
        from output in Enumerable.Range(0, Outputs) from y in Enumerable.Range(0, Height) from x in Enumerable.Range(0, Width) select (output, y, x);

    /// <summary>Inputs that meet a weight; padding meets none.</summary>
    private IEnumerable<(int Input, float Weight)> Terms((int Output, int Y, int X) place) =>
        from channel in Enumerable.Range(0, PerGroup)
        from row in Y?.Taps(place.Y, Input.Height) ?? [(0, 0)]
        from column in X.Taps(place.X, Input.Width)
        let weight = Weights[(((((place.Output * PerGroup) + channel) * Rows) + row.Tap) * X.Size) + column.Tap]
        where weight != 0f
        let source = (place.Output / (Outputs / Groups) * PerGroup) + channel
        select ((((source * Input.Height) + row.Input) * Input.Width) + column.Input, weight);
}
