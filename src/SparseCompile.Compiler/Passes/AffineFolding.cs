using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes;

/// <summary>The arithmetic of folding an affine operator into a neighbour: in double precision, rounded once.</summary>
internal static class AffineFolding
{
    /// <summary>One affine operator, then the next.</summary>
    public static Affine Then(this Affine first, Affine next)
    {
        if (first.Repeat != next.Repeat)
        {
            return first.Expanded().Then(next.Expanded());
        }

        double[] scale = new double[first.Scale.Length];
        double[] shift = new double[scale.Length];
        for (int i = 0; i < scale.Length; i++)
        {
            scale[i] = first.Scale[i] * next.Scale[i];
            shift[i] = (first.Shift[i] * next.Scale[i]) + next.Shift[i];
        }

        return new Affine(scale, shift) { Repeat = first.Repeat };
    }

    /// <summary>Folds it into the layer before it, which has no activation and as many rows as it has figures: rows are scaled.</summary>
    public static MatrixOperator After(this Affine affine, MatrixOperator layer)
    {
        int[] rows = [.. Enumerable.Range(0, layer.Outputs)];
        float[] bias = new float[layer.Outputs];
        for (int i = 0; i < bias.Length; i++)
        {
            bias[i] = (float)((layer.Bias[i] * affine.Scale[i]) + affine.Shift[i]);
        }

        CsrMatrix weights = MatrixBuilder.Map(layer.Weights, rows, null, layer.Inputs, (row, _, value) => (float)(value * affine.Scale[row]));
        float[]? scales = layer.RowScales is { } own ? [.. own.Select((scale, row) => (float)Math.Abs(scale * affine.Scale[row]))] : null;
        return layer with { Weights = weights, Bias = bias, RowScales = scales };
    }

    /// <summary>Folds it into the layer after it: columns are scaled, and what the shifts add goes into the biases.</summary>
    public static Linear Before(this Affine affine, Linear layer)
    {
        Affine own = affine.Expanded();
        return (Linear)Before(layer, column => own.Scale[column], column => own.Shift[column]);
    }

    /// <summary>
    /// Folds it into the convolution after it; null where shifted values meet padding, which is not shifted.
    /// </summary>
    public static Conv? Before(this Affine affine, Conv layer)
    {
        bool isChannelwise = affine.Repeat == layer.Input.Pixels && affine.Scale.Length == layer.Input.Channels;
        bool isShifted = affine.Shift.Any(shift => shift != 0);
        int taps = layer.Window.Taps;
        return isChannelwise && (layer.Window.IsInside || !isShifted)
            ? (Conv)Before(layer, column => affine.Scale[column / taps], column => affine.Shift[column / taps])
            : null;
    }

    /// <summary>The biases of a layer whose columns meet shifted values.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="shift">What is added to the values that a column meets.</param>
    public static float[] Shifted(MatrixOperator layer, Func<int, double> shift)
    {
        float[] bias = new float[layer.Outputs];
        for (int row = 0; row < bias.Length; row++)
        {
            double sum = layer.Bias[row];
            for (int k = layer.Weights.RowStarts[row]; k < layer.Weights.RowStarts[row + 1]; k++)
            {
                sum += layer.Weights.Values[k] * shift(layer.Weights.ColumnIndices[k]);
            }

            bias[row] = (float)sum;
        }

        return bias;
    }

    private static MatrixOperator Before(MatrixOperator layer, Func<int, double> scale, Func<int, double> shift)
    {
        int[] rows = [.. Enumerable.Range(0, layer.Outputs)];
        CsrMatrix weights = MatrixBuilder.Map(layer.Weights, rows, null, layer.Inputs, (_, column, value) => (float)(value * scale(column)));
        return layer with { Weights = weights, Bias = Shifted(layer, shift), RowScales = null };
    }

    /// <summary>By itself, as a diagonal layer, or a convolution by points of an image: where there is no layer to fold it into.</summary>
    /// <param name="affine">The operator.</param>
    /// <param name="image">The image that it applies to; null for other values.</param>
    /// <param name="activation">What follows.</param>
    public static MatrixOperator AsLayer(this Affine affine, ImageShape? image, ActivationFunction activation)
    {
        bool isImage = image is { } shape && affine.Repeat == shape.Pixels && affine.Scale.Length == shape.Channels;
        Affine own = isImage ? affine : affine.Expanded();
        CsrMatrix weights = MatrixBuilder.Diagonal([.. own.Scale.Select(scale => (float)scale)]);
        float[] bias = [.. own.Shift.Select(shift => (float)shift)];
        WindowAxis point = new(1, 1, 1, 0, 0);
        return isImage ? new Conv(weights, bias, activation, new SlidingWindow(point, point), image!.Value) { Groups = own.Scale.Length } : new Linear(weights, bias, activation);
    }

    /// <summary>By itself behind a tensor operator: a map of its elements.</summary>
    public static Map AsMap(this Affine affine)
    {
        Shape channels = Shape.Of([affine.Scale.Length, affine.Repeat]);
        View view = View.Strided(0, [1, 0]);
        float[] scale = [.. affine.Scale.Select(value => (float)value)], shift = [.. affine.Shift.Select(value => (float)value)];
        Expression scaled = new Binary(BinaryKind.Multiply, new Read(0, View.Whole(channels)), new Stored(scale, view));
        return new Map(channels, new Binary(BinaryKind.Add, scaled, new Stored(shift, view)));
    }

    /// <summary>A layer that changes nothing, to carry an activation.</summary>
    public static MatrixOperator Identity(int length, ImageShape? image, ActivationFunction activation)
    {
        int repeat = image?.Pixels ?? 1;
        return new Affine([.. Enumerable.Repeat(1.0, length / repeat)], new double[length / repeat]) { Repeat = repeat }.AsLayer(image, activation);
    }
}
