using SparseCompile.Benchmarks.Workloads;
using SparseCompile.Cli.Tuning;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Scheduling.Tuning;

namespace SparseCompile.Benchmarks.Generated;

/// <summary>A layer that is compiled when it is measured, by the generator's compiler and the C# compiler, as in a build.</summary>
internal sealed class GeneratedWorkload : IWorkload
{
    private readonly InferDelegate _infer;

    /// <summary>Compiles and loads.</summary>
    public GeneratedWorkload(string name, int batch, bool isInColumns, DenseLayer layer)
    {
        Name = name;
        Batch = batch;
        IsInColumns = isInColumns;
        Layers = [layer];
        using GeneratedModel model = new(layer);
        Type type = CandidateBuilder.Load(model.Declaration, model.File, [new ModelChoices("Model", EquatableArray<KernelChoice>.Empty)]).Single();
        if (isInColumns)
        {
            InferColumns columns = type.GetMethod("InferColumns")!.CreateDelegate<InferColumns>();
            _infer = (input, output) => columns(input, output, batch);
        }
        else if (batch == 1)
        {
            _infer = CandidateBuilder.Method(type, "Infer").CreateDelegate<InferDelegate>();
        }
        else
        {
            InferBatch many = CandidateBuilder.Method(type, "InferBatch").CreateDelegate<InferBatch>();
            _infer = (input, output) => many(input, output);
        }
    }

    private delegate int InferBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    private delegate void InferColumns(ReadOnlySpan<float> inputs, Span<float> outputs, int columns);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Batch { get; }

    /// <inheritdoc/>
    public bool IsInColumns { get; }

    /// <inheritdoc/>
    public double InputSparsity => 0;

    /// <inheritdoc/>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> input, Span<float> output) => _infer(input, output);
}
