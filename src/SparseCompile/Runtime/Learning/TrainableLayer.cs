using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>A linear layer whose non-zeros can change while the application runs. Which weights there are does not change.</summary>
/// <remarks>
/// Values are copied on write: an inference sees those of one moment, and waits for nothing. Weights are stored by column, so that neither inference nor learning
/// touches a column whose input is 0. Sums start with the bias and proceed by column, one fused multiply-add each.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TrainableLayer
{
    private readonly Lock _learning = new();
    private readonly TrainableSupport _support;

    /// <summary>The weights by column, then the biases: never changed, only replaced.</summary>
    private volatile float[] _values;

    /// <summary>Takes the weights of the build.</summary>
    /// <param name="support">Where the weights are.</param>
    /// <param name="values">The weights by column, then the biases.</param>
    public TrainableLayer(TrainableSupport support, float[] values)
    {
        _support = support;
        _values = values;
    }

    /// <summary>Computes the outputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="outputs">Receives the outputs.</param>
    /// <returns>Multiply-accumulates executed: the weights in columns whose inputs are not 0.</returns>
    public long Infer(ReadOnlySpan<float> inputs, Span<float> outputs) => Infer(_values, inputs, outputs, _support.IsSoftmax);

    /// <summary>One step of gradient descent on the cross-entropy of a label.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="label">The output that should be the largest.</param>
    /// <param name="rate">The step, as a share of the gradient.</param>
    /// <returns>Weights that were updated: those in columns whose inputs are not 0. Biases are updated as well.</returns>
    public long Learn(ReadOnlySpan<float> inputs, int label, float rate)
    {
        if ((uint)label >= (uint)_support.Outputs)
        {
            throw new ArgumentOutOfRangeException(nameof(label), label, $"The label is not one of the {_support.Outputs} outputs. Expected 0 to {_support.Outputs - 1}.");
        }

        if (!float.IsFinite(rate))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate is not a finite number.");
        }

        Span<float> errors = _support.Outputs <= 256 ? stackalloc float[_support.Outputs] : new float[_support.Outputs];
        lock (_learning)
        {
            float[] before = _values, after = [.. before];
            Infer(before, inputs, errors, isSoftmax: true);
            errors[label] -= 1f;
            long updated = 0;
            for (int column = 0; column < inputs.Length; column++)
            {
                float step = rate * inputs[column];
                if (step == 0f)
                {
                    continue;
                }

                for (int k = _support.ColumnStarts[column]; k < _support.ColumnStarts[column + 1]; k++)
                {
                    after[k] -= step * errors[_support.Rows[k]];
                    updated++;
                }
            }

            Span<float> biases = after.AsSpan(_support.Rows.Length);
            for (int row = 0; row < biases.Length; row++)
            {
                biases[row] -= rate * errors[row];
            }

            // An input or a rate that is too large must not end all learning.
            foreach (float value in after)
            {
                if (!float.IsFinite(value))
                {
                    throw new ArgumentException("A weight would no longer be finite. Expected finite inputs and a smaller rate. Nothing was learned.", nameof(inputs));
                }
            }

            _values = after;
            return updated;
        }
    }

    /// <summary>What was learned, for <see cref="Load"/> of the same network.</summary>
    public byte[] Save() => TrainableState.Write(_support, _values);

    /// <summary>Replaces all values.</summary>
    /// <param name="state">What <see cref="Save"/> returned.</param>
    /// <exception cref="ArgumentException">It is something else, or belongs to other weights; nothing has changed.</exception>
    public void Load(ReadOnlySpan<byte> state)
    {
        float[] values = TrainableState.Read(_support, state);
        lock (_learning)
        {
            _values = values;
        }
    }

    private long Infer(float[] values, ReadOnlySpan<float> inputs, Span<float> outputs, bool isSoftmax)
    {
        Span<float> sums = outputs[.._support.Outputs];
        values.AsSpan(_support.Rows.Length).CopyTo(sums);
        long executed = 0;
        for (int column = 0; column < inputs.Length; column++)
        {
            float input = inputs[column];
            if (input == 0f)
            {
                continue;
            }

            int first = _support.ColumnStarts[column], last = _support.ColumnStarts[column + 1];
            for (int k = first; k < last; k++)
            {
                ref float sum = ref sums[_support.Rows[k]];
                sum = MathF.FusedMultiplyAdd(values[k], input, sum);
            }

            executed += last - first;
        }

        if (isSoftmax)
        {
            LaneSoftmax.Apply(sums);
        }

        return executed;
    }
}
