namespace SparseCompile;

/// <summary>Specifies the activation function of a layer.</summary>
public enum Activation
{
    /// <summary>No activation: y = x.</summary>
    None,

    /// <summary>Rectified linear unit: y = max(x, 0), computed as 0 &gt; x ? 0 : x. NaN is propagated.</summary>
    Relu,

    /// <summary>Leaky rectified linear unit: y = 0 &gt; x ? Alpha x : x. <see cref="LayerAttribute.Alpha"/> is 0.01 by default.</summary>
    LeakyRelu,

    /// <summary>Clip: y = min(max(x, Low), High). By default, <see cref="LayerAttribute.Low"/> is 0 and <see cref="LayerAttribute.High"/> is 1.</summary>
    Clip,

    /// <summary>ReLU6: y = min(max(x, 0), 6).</summary>
    Relu6,

    /// <summary>Logistic sigmoid: y = 1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>Hyperbolic tangent: y = tanh(x).</summary>
    Tanh,

    /// <summary>Hard swish: y = x min(max(x / 6 + 1/2, 0), 1).</summary>
    HardSwish,

    /// <summary>Gaussian error linear unit, exact form: y = x/2 (1 + erf(x / sqrt 2)).</summary>
    Gelu,

    /// <summary>Softmax over the outputs of the layer: y_i = exp(x_i - max x) / sum_j exp(x_j - max x).</summary>
    Softmax,
}
