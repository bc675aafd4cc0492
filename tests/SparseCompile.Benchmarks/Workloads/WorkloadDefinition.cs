namespace SparseCompile.Benchmarks.Workloads;

/// <summary>What is measured, before anybody looks whether its weights and its generated model are there.</summary>
/// <param name="Name">The name that the reports print.</param>
/// <param name="Batch">Samples in one call.</param>
/// <param name="WeightFile">A file in the program's weights folder.</param>
/// <param name="LayerNames">The layers in order; every one but the last is followed by a ReLU.</param>
/// <param name="Infer">The generated model, or null while the generator has not made one.</param>
internal sealed record WorkloadDefinition(string Name, int Batch, string WeightFile, string[] LayerNames, InferDelegate? Infer) : IWorkloadSource
{
    /// <summary>Share of the inputs that are zero.</summary>
    public double InputSparsity { get; init; }

    /// <inheritdoc/>
    public IWorkload? TryOpen(out string why)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "weights", WeightFile);
        why = Infer is null ? "no generated model is registered"
            : File.Exists(path) ? ""
            : $"weights/{WeightFile} is not in this build";
        return Infer is not null && why.Length == 0 ? new ModelWorkload(Name, Batch, NetworkFile.Load(path, LayerNames), Infer) { InputSparsity = InputSparsity } : null;
    }
}
