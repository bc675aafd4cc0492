namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>The element-wise functions (and softmax) a layer can end in. Order and names match the public enum <c>Activation</c>.</summary>
public enum ActivationKind
{
    /// <summary>y = x.</summary>
    None,

    /// <summary>y = x below 0 ? 0 : x. NaN stays NaN.</summary>
    Relu,

    /// <summary>y = x below 0 ? alpha x : x.</summary>
    LeakyRelu,

    /// <summary>y = min(max(x, low), high).</summary>
    Clip,

    /// <summary>y = min(max(x, 0), 6).</summary>
    Relu6,

    /// <summary>y = 1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>y = tanh(x).</summary>
    Tanh,

    /// <summary>y = x min(max(x / 6 + 1/2, 0), 1).</summary>
    HardSwish,

    /// <summary>y = x/2 (1 + erf(x / sqrt 2)).</summary>
    Gelu,

    /// <summary>y_i = exp(x_i - max x) / sum_j exp(x_j - max x), over the whole layer.</summary>
    Softmax,
}

/// <summary>An activation with its parameters.</summary>
/// <param name="Kind">Which function.</param>
/// <param name="Alpha">Slope below zero of leaky ReLU; 0 otherwise.</param>
/// <param name="Low">Lower bound of clip; 0 otherwise.</param>
/// <param name="High">Upper bound of clip; 0 otherwise.</param>
public readonly record struct ActivationFunction(ActivationKind Kind, float Alpha = 0, float Low = 0, float High = 0)
{
    /// <summary>The identity.</summary>
    public static ActivationFunction None => default;

    /// <summary>The activation is applied lane by lane, in the kernel; softmax mixes all values and is applied to the stored results.</summary>
    public bool IsOnLanes => Kind is not (ActivationKind.None or ActivationKind.Softmax);

    /// <summary>Of two values, what it makes of the larger is never less, and costs next to nothing: it may come before a pool of largest values.</summary>
    public bool IsMonotone => Kind is ActivationKind.Relu or ActivationKind.Relu6 or ActivationKind.Clip || (Kind == ActivationKind.LeakyRelu && Alpha >= 0);

    /// <summary>It changes each value by itself: softmax does not.</summary>
    public bool IsElementwise => Kind != ActivationKind.Softmax;
}
