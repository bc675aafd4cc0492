namespace SparseCompile;

/// <summary>Adds k-winners: the k largest values stay as they are, and all others become 0. Values that are equal to the k-th largest stay too.</summary>
/// <remarks>
/// The layers after it read values that are mostly zero, so the compiler selects kernels that visit only the winners where they are faster.
/// With <see cref="Boost"/>, values are ranked by <c>x * exp(Boost * (k / n - duty cycle))</c>, as Numenta's k-winners are; the values themselves do not change.
/// The factor is computed in double precision and rounded to single precision, and an image has one for each channel. NaN ranks above every number.
/// </remarks>
/// <param name="name">The layer's name, which is the prefix of its duty cycles.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class KWinnersAttribute(string name) : LayerAttribute
{
    /// <summary>Gets the layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets or sets k, the number of winners. Specify either this or <see cref="Share"/>.</summary>
    public int Count { get; set; }

    /// <summary>Gets or sets the share of the values that win, greater than 0 and at most 1. It is multiplied by the number of values and rounded, halves to even.</summary>
    public double Share { get; set; }

    /// <summary>Gets or sets a value indicating whether the channels of each pixel compete, instead of all values of the image.</summary>
    public bool PerPixel { get; set; }

    /// <summary>Gets or sets the strength of boosting. The default, 0, ranks values as they are, and no duty cycles are read.</summary>
    public float Boost { get; set; }

    /// <summary>Gets or sets the full name of the tensor of duty cycles: one for each channel of an image, else one for each value. The default is <c>name.duty_cycle</c>.</summary>
    public string? DutyCycle { get; set; }
}
