using SparseCompile.Benchmarks.Workloads;
using SparseCompile.Cli.Tuning;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Benchmarks.Generated;

/// <summary>Compiles a model by the generator's compiler and the C# compiler, as in a build, and loads it.</summary>
internal static class GeneratedCode
{
    private delegate int InferBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    private delegate void InferColumns(ReadOnlySpan<float> inputs, Span<float> outputs, int columns);

    /// <summary>The method that a user would call for so many samples.</summary>
    public static InferDelegate Compile(ModelDeclaration declaration, WeightFile file, int batch, bool isInColumns)
    {
        ModelChoices choices = new(declaration.Type.Name, EquatableArray<KernelChoice>.Empty);
        Type type = CandidateBuilder.Load(declaration, file, [new PlanInputs(choices)]).Single();
        if (isInColumns)
        {
            InferColumns columns = type.GetMethod("InferColumns")!.CreateDelegate<InferColumns>();
            return (input, output) => columns(input, output, batch);
        }

        if (batch == 1)
        {
            return CandidateBuilder.Method(type, "Infer").CreateDelegate<InferDelegate>();
        }

        InferBatch many = CandidateBuilder.Method(type, "InferBatch").CreateDelegate<InferBatch>();
        return (input, output) => many(input, output);
    }
}
