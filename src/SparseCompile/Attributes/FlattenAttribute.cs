namespace SparseCompile;

/// <summary>Flattens all dimensions into one. Has no cost at run time.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute
{
    /// <summary>Gets or sets a value indicating whether the channels of a pixel follow one another, as Keras and TensorFlow flatten images. The default is channel after channel, as in PyTorch.</summary>
    /// <remarks>A linear layer must follow. Its columns are put in order at build time.</remarks>
    public bool ChannelsLast { get; set; }
}
