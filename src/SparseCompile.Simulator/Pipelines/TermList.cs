using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Pipelines;

/// <summary>A term of a row: a weight times an element of the window, a tap of a pool, or an operand of an addition.</summary>
/// <param name="Row">The row.</param>
/// <param name="Column">The column of the weight, the tap, or the operand.</param>
/// <param name="Weight">The weight; 1 where there is none.</param>
internal readonly record struct Term(int Row, int Column, float Weight);

/// <summary>What an engine or a tree does with a window: the terms of its rows, and what comes after a row's last one.</summary>
internal sealed class TermList(OperatorInfo op, int channels)
{
    /// <summary>Rows.</summary>
    public int Rows { get; } = op.Program?.Rows ?? channels;

    /// <summary>The terms of a row, in order.</summary>
    public IEnumerable<Term> Of(int row) => op.Kind switch
    {
        "pool" => Enumerable.Range(0, op.Window!.Taps).Select(tap => new Term(row, tap, 1)),
        "add" => Enumerable.Range(0, op.Reads.Count).Select(operand => new Term(row, operand, 1)),
        _ => throw new InvalidOperationException("Weights are in the program."),
    };

    /// <summary>What a row starts from.</summary>
    public double Start(int row) => op.Program is { } program ? (op.Integer is { } integer ? integer.Biases[row] : program.Biases[row]) : op.Kind == "pool" && !op.IsAverage ? float.NegativeInfinity : 0;

    /// <summary>The value under a term.</summary>
    public float Value(Term term, WindowBuffer window, float[][] beats)
    {
        if (op.Kind == "add")
        {
            return beats[term.Column][term.Row];
        }

        if (op.Window is not { } sliding)
        {
            return beats[0][term.Column];
        }

        (int channel, int tap) = op.Kind == "pool" ? (term.Row, term.Column) : (term.Column / sliding.Taps, term.Column % sliding.Taps);
        float[]? pixel = window.Pixel(tap);
        return pixel is null ? (op.Kind == "pool" && !op.IsAverage ? float.NegativeInfinity : 0) : pixel[channel];
    }

    /// <summary>Takes a term into a sum.</summary>
    public double Combine(double sum, Term term, float value) =>
        op.Kind == "pool" ? (op.IsAverage ? (float)sum + value : MathF.Max((float)sum, value))
        : op.Integer is { } integer ? sum + ((op.Kind == "add" ? integer.Factors[term.Column] : (double)term.Weight) * value)
        : op.Kind == "add" ? (float)sum + value
        : MathF.FusedMultiplyAdd(term.Weight, value, (float)sum);

    /// <summary>The sum of two sums, as an adder of a tree makes it.</summary>
    public double Plus(double left, double right) => op.Integer is null ? (float)left + (float)right : left + right;

    /// <summary>The product of a term.</summary>
    public double Product(Term term, float value) => op.Integer is null ? term.Weight * value : (double)term.Weight * value;

    /// <summary>What is written.</summary>
    public float Finish(double sum, int row, int position) => op.Finish(sum, row, position);
}
