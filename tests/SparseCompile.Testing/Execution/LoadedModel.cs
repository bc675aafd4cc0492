using System.Reflection;

namespace SparseCompile.Testing;

/// <summary>The members of one generated model, or of one matrix method.</summary>
/// <param name="type">The class.</param>
/// <param name="method">The matrix method; empty for a model.</param>
public sealed unsafe class LoadedModel(Type type, string method)
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The four forms for one input.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["Infer512", "Infer256", "Infer128", "InferPlain"];

    /// <summary>The three forms for batches.</summary>
    public static IReadOnlyList<string> BatchForms { get; } = ["Batch512", "Batch256", "Batch128"];

    /// <summary>The class.</summary>
    public Type Type => type;

    /// <summary>The nested class of kernels.</summary>
    public Type Kernels => type.GetNestedType(method + "Kernels", BindingFlags.NonPublic)!;

    /// <summary>What users call.</summary>
    public InferMethod Infer { get; } = type.GetMethod(method.Length == 0 ? "Infer" : method, Any)!.CreateDelegate<InferMethod>();

    /// <summary>What users call with many inputs; a matrix has none.</summary>
    public InferBatchMethod InferBatch => type.GetMethod("InferBatch", Any)!.CreateDelegate<InferBatchMethod>();

    /// <summary>The Info member.</summary>
    public SparseModelInfo Info => (SparseModelInfo)type.GetProperty(method + "Info", Any)!.GetValue(null)!;

    /// <summary>The HardwareDescription member.</summary>
    public byte[] HardwareDescription => type.GetProperty(method + "HardwareDescription", Any)!.GetMethod!.CreateDelegate<Bytes>()().ToArray();

    /// <summary>Runs one of <see cref="Forms"/>, whatever the processor has: what it lacks, the runtime emulates or the form throws.</summary>
    public void RunForm(string form, ReadOnlySpan<float> input, Span<float> output)
    {
        delegate*<float*, float*, void> pointer = (delegate*<float*, float*, void>)Pointer(form);
        fixed (float* x = input)
        fixed (float* y = output)
        {
            pointer(x, y);
        }
    }

    /// <summary>Runs one of <see cref="BatchForms"/>, or <c>InferOneByOne</c>.</summary>
    public void RunBatchForm(string form, ReadOnlySpan<float> inputs, Span<float> outputs, int count)
    {
        delegate*<float*, float*, int, void> pointer = (delegate*<float*, float*, int, void>)Pointer(form);
        fixed (float* x = inputs)
        fixed (float* y = outputs)
        {
            pointer(x, y, count);
        }
    }

    private nint Pointer(string form) => Kernels.GetMethod(form, Any)!.MethodHandle.GetFunctionPointer();

    private delegate ReadOnlySpan<byte> Bytes();
}
