namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Carries one error from the place that found it to <see cref="WeightFile"/>; never leaves this assembly.</summary>
internal sealed class WeightFileException(WeightFileError error) : Exception(error.Found)
{
    /// <summary>What was found.</summary>
    public WeightFileError Error { get; } = error;
}
