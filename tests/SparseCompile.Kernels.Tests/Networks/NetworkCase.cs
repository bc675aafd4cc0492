using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Networks;

/// <summary>A small network with its dense double-precision counterpart.</summary>
/// <param name="Name">The class.</param>
/// <param name="Attributes">Its layers, as a user writes them.</param>
/// <param name="Weights">Its weight file.</param>
/// <param name="Reference">What it computes.</param>
internal sealed record NetworkCase(string Name, string Attributes, NpzBuilder Weights, Func<double[], double[]> Reference)
{
    public string WeightFile => $"weights/{Name}.npz";

    public string Source => $"[SparseModel(\"{WeightFile}\")]\n{Attributes}\npublic static partial class {Name};";
}
