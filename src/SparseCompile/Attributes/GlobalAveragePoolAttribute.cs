namespace SparseCompile;

/// <summary>Adds the mean of each channel over all pixels, or over all samples of a value of shape [channels, length].</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GlobalAveragePoolAttribute : LayerAttribute
{
    /// <summary>Gets or sets the name by which other layers can read this one.</summary>
    public string? Name { get; set; }
}
