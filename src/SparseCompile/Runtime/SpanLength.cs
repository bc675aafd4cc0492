using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SparseCompile.Runtime;

/// <summary>Refuses spans of the wrong length.</summary>
/// <remarks>Apart from the generated code: a message built in place gives every call the stack frame of its string handler to clear.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SpanLength
{
    /// <summary>Refuses an input.</summary>
    /// <param name="member">What was called, such as <c>Model.Infer</c>.</param>
    /// <param name="expected">Values it takes.</param>
    /// <param name="found">Values there are.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowInput(string member, int expected, int found, string parameter) =>
        throw new ArgumentException($"{member} takes {expected} values; found {found}.", parameter);

    /// <summary>Refuses an output.</summary>
    /// <param name="member">What was called, such as <c>Model.Infer</c>.</param>
    /// <param name="expected">Values it gives.</param>
    /// <param name="found">Room there is.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowOutput(string member, int expected, int found, string parameter) =>
        throw new ArgumentException($"{member} gives {expected} values; found room for {found}.", parameter);

    /// <summary>Refuses columns that do not fit their spans.</summary>
    /// <param name="member">What was called, such as <c>Model.InferColumns</c>.</param>
    /// <param name="columns">Columns that were asked for.</param>
    /// <param name="inputLength">Values of one input.</param>
    /// <param name="inputs">Values there are.</param>
    /// <param name="outputLength">Values of one output.</param>
    /// <param name="outputs">Room there is.</param>
    /// <exception cref="ArgumentException">Where they do not.</exception>
    public static void CheckColumns(string member, int columns, int inputLength, int inputs, int outputLength, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (inputs != (long)columns * inputLength)
        {
            throw new ArgumentException($"{member} takes {inputLength} x {columns} values; found {inputs}.", nameof(inputs));
        }

        if (outputs < (long)columns * outputLength)
        {
            throw new ArgumentException($"{member} gives {outputLength} x {columns} values; found room for {outputs}.", nameof(outputs));
        }
    }
}
