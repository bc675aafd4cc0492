using SparseCompile.Benchmarks.Peers.OnnxRuntime;
using SparseCompile.Compiler.Declarations;

namespace SparseCompile.Benchmarks.Images;

/// <summary>The largest values stay, the others become 0.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Share">Which share stays.</param>
internal sealed record ImageWinners(string Name, double Share) : ImageLayer(Name)
{
    /// <inheritdoc/>
    public override LayerDeclaration Declaration => new KWinnersDeclaration(Name, 0, Share, false, 0, null, null);

    /// <inheritdoc/>
    public override ImageShape Output(ImageShape input) => input;

    /// <summary>The winners. It must be beyond doubt who they are: otherwise, other ones may be right in float32.</summary>
    /// <exception cref="InvalidDataException">The bounds of a winner and of a loser overlap. Change the seed of the weights.</exception>
    public override Estimate Evaluate(Estimate input, ImageShape shape)
    {
        int count = (int)Math.Round(Share * shape.Length, MidpointRounding.ToEven);
        int[] order = [.. Enumerable.Range(0, shape.Length).OrderByDescending(i => input.Values[i])];
        double least = order[..count].Min(i => input.Values[i] - input.Errors[i]);
        double most = order[count..].Max(i => input.Values[i] + input.Errors[i]);
        if (!(least > most))
        {
            string found = FormattableString.Invariant($"a winner may be {least} and a loser {most}");
            throw new InvalidDataException($"{Name}: found that in float32 {found}; expected winners beyond doubt.");
        }

        double[] values = new double[shape.Length], errors = new double[shape.Length];
        foreach (int winner in order[..count])
        {
            values[winner] = input.Values[winner];
            errors[winner] = input.Errors[winner];
        }

        return new Estimate(values, errors);
    }

    /// <summary>ONNX Runtime is given the twin with ReLU.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override string Append(OnnxGraph graph, string input, ImageShape shape) => throw new NotSupportedException();
}
