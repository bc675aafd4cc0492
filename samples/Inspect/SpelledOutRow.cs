namespace Inspect;

/// <summary>One output of a layer: its bias and its non-zeros, and nothing for its zeros.</summary>
/// <param name="Bias">Where the sum begins.</param>
/// <param name="Terms">Input and weight of each non-zero, by ascending input.</param>
public sealed record SpelledOutRow(float Bias, params IReadOnlyList<(int Input, float Weight)> Terms)
{
    /// <summary>The sum as one chain of fused multiply-adds, bias first: one lane of the generated kernel.</summary>
    /// <param name="inputs">What the layer reads.</param>
    public float Sum(float[] inputs) => Terms.Aggregate(Bias, (sum, term) => MathF.FusedMultiplyAdd(term.Weight, inputs[term.Input], sum));

    /// <summary>The same in words.</summary>
    /// <param name="inputs">What the layer reads.</param>
    public string Describe(float[] inputs) => Bias + string.Concat(Terms.Select(term => $" + {term.Weight} * {inputs[term.Input]}"));
}
