using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>The cells of recurrent networks.</summary>
public enum RecurrentKind
{
    /// <summary>h' = f(W x + R h + b).</summary>
    Rnn,

    /// <summary>Gates r, z, n: h' = (1 - z) n + z h.</summary>
    Gru,

    /// <summary>Gates i, f, g, o: c' = f c + i g, h' = o tanh(c').</summary>
    Lstm,
}

/// <summary>A recurrent cell, applied to one input after the other.</summary>
/// <param name="Kind">Which cell.</param>
/// <param name="Weights">W, [gates x hidden, inputs], the gates in PyTorch's order (see <see cref="RecurrentKind"/>), pruned weights absent.</param>
/// <param name="HiddenWeights">R, [gates x hidden, hidden].</param>
/// <param name="Bias">What is added to W x, [gates x hidden].</param>
/// <param name="HiddenBias">What is added to R h.</param>
/// <remarks>
/// Operands: the inputs [steps, inputs], the state h [hidden], and of an LSTM the state c [hidden]. The result is a vector: h after each step [steps, hidden],
/// at its input's place, and of an LSTM c after the last step [hidden].
/// </remarks>
public sealed record Recurrent(RecurrentKind Kind, CsrMatrix Weights, CsrMatrix HiddenWeights, float[] Bias, float[] HiddenBias) : TensorOperator
{
    /// <summary>Inputs one after the other.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>The last input comes first.</summary>
    public bool IsReversed { get; init; }

    /// <summary>Of a GRU: r is applied to R h and its bias, as in PyTorch and Keras; else to h.</summary>
    public bool ResetsAfter { get; init; } = true;

    /// <summary>Weights of c, and for o of c', in the gates i, f and o of an LSTM, [3, hidden]; null for none.</summary>
    public float[]? Peepholes { get; init; }

    /// <summary>Function of the gates r, z, i, f and o.</summary>
    public ActivationFunction Gate { get; init; } = new(ActivationKind.Sigmoid);

    /// <summary>Function of the gates n and g, and of an RNN.</summary>
    public ActivationFunction Candidate { get; init; } = new(ActivationKind.Tanh);

    /// <summary>What is applied to c' in h' = o tanh(c').</summary>
    public ActivationFunction Cell { get; init; } = new(ActivationKind.Tanh);

    /// <summary>Values of one input.</summary>
    public int Inputs => Weights.Columns;

    /// <summary>Values of a state.</summary>
    public int Hidden => HiddenWeights.Columns;

    /// <summary>Gates of the cell.</summary>
    public int Gates => GatesOf(Kind);

    /// <summary>States of the cell: h, and c.</summary>
    public int States => Kind == RecurrentKind.Lstm ? 2 : 1;

    /// <inheritdoc/>
    public override long DenseMacs => (Weights.DenseMacs + HiddenWeights.DenseMacs) * Steps;

    /// <inheritdoc/>
    public override long NonZeroMacs => ((long)Weights.NonZeros + HiddenWeights.NonZeros) * Steps;

    /// <summary>Gates of a cell.</summary>
    public static int GatesOf(RecurrentKind kind) => kind switch
    {
        RecurrentKind.Rnn => 1,
        RecurrentKind.Gru => 3,
        RecurrentKind.Lstm => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs)
    {
        int rows = Gates * Hidden;
        bool fits = Weights.Rows == rows && HiddenWeights.Rows == rows && Bias.Length == rows && HiddenBias.Length == rows
            && inputs.Count == 1 + States && inputs[0].Length == Steps * Inputs && inputs.Skip(1).All(state => state.Length == Hidden)
            && (Peepholes is null || (Kind == RecurrentKind.Lstm && Peepholes.Length == 3 * Hidden));
        return fits ? Shape.Vector((Steps + States - 1) * Hidden) : null;
    }

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs)
    {
        double[] result = new double[(Steps + States - 1) * Hidden];
        double[] h = inputs[1], c = inputs[inputs.Count - 1];
        for (int i = 0; i < Steps; i++)
        {
            int step = IsReversed ? Steps - 1 - i : i;
            double[] x = [.. inputs[0].Skip(step * Inputs).Take(Inputs)];
            (h, c) = new RecurrentReference(this, x, h, c).Step();
            h.CopyTo(result, step * Hidden);
        }

        if (Kind == RecurrentKind.Lstm)
        {
            c.CopyTo(result, Steps * Hidden);
        }

        return result;
    }

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);
}
