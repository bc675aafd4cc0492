namespace SparseCompile;

/// <summary>Flattens all dimensions into one. Has no cost at run time.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute;
