namespace SparseCompile;

/// <summary>Compiles a pruned neural network into this partial class.</summary>
/// <remarks>
/// The other attributes of the class define the layers, in source order.
/// </remarks>
/// <param name="weights">The path of a safetensors, npz, npy, mtx or smtx file, relative to the project, with forward slashes. The file must be a <c>SparseWeights</c> item.
/// A <c>model.safetensors.index.json</c> stands for the safetensors files that it names.</param>
/// <param name="more">The paths of further files, for weights in several files.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SparseModelAttribute(string weights, params string[] more) : Attribute
{
    /// <summary>Gets the path of the weight file, relative to the project.</summary>
    public string Weights { get; } = weights;

    /// <summary>Gets the paths of further weight files. A tensor must not be in two of the files.</summary>
    public string[] MoreWeights { get; } = more;

    /// <summary>Gets or sets how far the generated kernels are unrolled.</summary>
    public Unrolling Unrolling { get; set; }

    /// <summary>Gets or sets the element type that the model computes in. <see cref="Precision.Int8"/> requires <see cref="Calibration"/>, unless the file is an ONNX model that states all scales (QDQ).</summary>
    public Precision Precision { get; set; }

    /// <summary>Gets or sets the path of a file with typical inputs, a <c>SparseWeights</c> item with one tensor of shape [count, ...input], from which those scales of an int8 model are calibrated that its file does not state.</summary>
    public string? Calibration { get; set; }

    /// <summary>Gets or sets the hardware target to describe the network on, or several, separated by commas: built-in ones such as <c>streamed-csr</c>, and those of the project's <c>*.sparsetarget.json</c> files.</summary>
    public string? Target { get; set; }

    /// <summary>Gets or sets the name of the last layer, if it is to learn while the application runs. It must be a <c>Linear</c> layer with no activation or a softmax.</summary>
    /// <remarks>
    /// The class then has <c>Learn(input, label)</c>, <c>SaveState</c> and <c>LoadState</c>. Learning changes the values of the layer's non-zeros and its biases; pruned weights
    /// remain absent.
    /// </remarks>
    public string? Trainable { get; set; }
}
