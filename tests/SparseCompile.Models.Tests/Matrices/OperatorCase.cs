using SparseCompile.Models.Tests.Data;
using SparseCompile.Models.Tests.Reference;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Matrices;

/// <summary>A matrix of the third-party data as a [SparseMatrix].</summary>
/// <param name="Name">Its method.</param>
/// <param name="File">Its file.</param>
/// <param name="Options">Arguments of the attribute after the file.</param>
/// <param name="Matrix">What the second reader reads in the file.</param>
internal sealed record OperatorCase(string Name, WeightInput File, string Options, DenseTensor Matrix)
{
    /// <summary>The method's declaration.</summary>
    public string Source => $"[SparseMatrix(\"{File.LogicalName}\"{Options})] public static partial void {Name}(ReadOnlySpan<float> x, Span<float> y);\n";

    /// <summary>The product in double precision.</summary>
    public Outcome Apply(ReadOnlySpan<float> input) => new DoubleLayer(Matrix, new double[Matrix.Shape[0]], false, Activation.None).Apply(Outcome.Exact(input));
}
