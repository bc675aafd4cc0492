namespace SparseCompile;

/// <summary>The function that follows a layer's sums.</summary>
public enum Activation
{
    /// <summary>y = x.</summary>
    None,

    /// <summary>y = 0 &gt; x ? 0 : x. NaN stays NaN.</summary>
    Relu,

    /// <summary>y = 0 &gt; x ? Alpha x : x. Alpha is 0.01 unless told.</summary>
    LeakyRelu,

    /// <summary>y = min(max(x, Low), High). Low is 0 and High is 1 unless told.</summary>
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

    /// <summary>y_i = exp(x_i - max x) / sum_j exp(x_j - max x), over the layer's outputs.</summary>
    Softmax,
}
