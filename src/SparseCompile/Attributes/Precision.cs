namespace SparseCompile;

/// <summary>The element type that a model computes in.</summary>
public enum Precision
{
    /// <summary>32-bit floating point, as the weights are stored.</summary>
    Float32,

    /// <summary>8-bit integers with 32-bit sums: weights are quantized at build time, activations with scales from calibration inputs. An ONNX file in QDQ form states both.</summary>
    Int8,
}
