using System.Reflection;
using System.Runtime.Intrinsics.X86;

namespace SparseCompile.Testing;

/// <summary>The members of one generated model, or of one matrix method.</summary>
/// <param name="type">The class.</param>
/// <param name="method">The matrix method; empty for a model.</param>
public sealed unsafe class LoadedModel(Type type, string method)
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly Type[] Spans = [typeof(ReadOnlySpan<float>), typeof(Span<float>)];

    /// <summary>The forms for one input that this processor executes, of five; those without FMA hardware always.</summary>
    public static IReadOnlyList<string> Forms { get; } = [.. new[] { "Infer512", "Infer256", "Infer128", "InferSoftware", "InferPlain" }.Where(IsExecutable)];

    /// <summary>The forms for batches that this processor executes, of three.</summary>
    public static IReadOnlyList<string> BatchForms { get; } = [.. new[] { "Batch512", "Batch256", "Batch128" }.Where(IsExecutable)];

    /// <summary>The forms for columns that this processor executes, of three.</summary>
    public static IReadOnlyList<string> ColumnForms { get; } = [.. new[] { "Columns512", "Columns256", "Columns128" }.Where(IsExecutable)];

    /// <summary>The class.</summary>
    public Type Type => type;

    /// <summary>The nested class of kernels.</summary>
    public Type Kernels => type.GetNestedTypes(BindingFlags.NonPublic).Single(nested => nested.Name.TrimEnd('_') == method + "Kernels" && nested.GetMethod("InferPlain", Any) is not null);

    private InferMethod? _infer;

    /// <summary>What users call; a model with several inputs or outputs has another.</summary>
    public InferMethod Infer => _infer ??= type.GetMethod(method.Length == 0 ? "Infer" : method, Any, Spans)!.CreateDelegate<InferMethod>();

    /// <summary>The same with a count; a matrix has none.</summary>
    public InferCountedMethod InferCounted => type.GetMethod("InferCounted", Any, Spans)!.CreateDelegate<InferCountedMethod>();

    /// <summary>What users call with many inputs; a matrix has none.</summary>
    public InferBatchMethod InferBatch => type.GetMethod("InferBatch", Any, Spans)!.CreateDelegate<InferBatchMethod>();

    /// <summary>What users call with many inputs side by side; a matrix has none.</summary>
    public InferColumnsMethod InferColumns => type.GetMethod("InferColumns", Any, [.. Spans, typeof(int)])!.CreateDelegate<InferColumnsMethod>();

    /// <summary>The Info member.</summary>
    public SparseModelInfo Info => (SparseModelInfo)type.GetProperty(method + "Info", Any)!.GetValue(null)!;

    /// <summary>The HardwareDescription member.</summary>
    public byte[] HardwareDescription => type.GetProperty(method + "HardwareDescription", Any)!.GetMethod!.CreateDelegate<Bytes>()().ToArray();

    /// <summary>Runs one of <see cref="Forms"/>.</summary>
    public void RunForm(string form, ReadOnlySpan<float> input, Span<float> output)
    {
        delegate*<float*, float*, void> pointer = (delegate*<float*, float*, void>)Pointer(form);
        fixed (float* x = input)
        fixed (float* y = output)
        {
            pointer(x, y);
        }
    }

    /// <summary>Runs one of <see cref="BatchForms"/> or <see cref="ColumnForms"/>, or <c>InferOneByOne</c>.</summary>
    public void RunBatchForm(string form, ReadOnlySpan<float> inputs, Span<float> outputs, int count)
    {
        delegate*<float*, float*, int, void> pointer = (delegate*<float*, float*, int, void>)Pointer(form);
        fixed (float* x = inputs)
        fixed (float* y = outputs)
        {
            pointer(x, y, count);
        }
    }

    /// <summary>Runs <c>ColumnsOneByOne</c> on all columns.</summary>
    public void RunColumnsOneByOne(ReadOnlySpan<float> inputs, Span<float> outputs, int columns)
    {
        delegate*<float*, float*, int, int, void> pointer = (delegate*<float*, float*, int, int, void>)Pointer("ColumnsOneByOne");
        fixed (float* x = inputs)
        fixed (float* y = outputs)
        {
            pointer(x, y, columns, columns);
        }
    }

    private static bool IsExecutable(string form) => form switch
    {
        "Infer512" or "Batch512" or "Columns512" => Avx512F.IsSupported,
        "Infer256" or "Batch256" or "Columns256" => Avx.IsSupported && Fma.IsSupported,

        // Written in Vector128 alone: what the processor lacks, the runtime computes in software, to the same bits.
        _ => true,
    };

    private nint Pointer(string form) => Kernels.GetMethod(form, Any)!.MethodHandle.GetFunctionPointer();

    private delegate ReadOnlySpan<byte> Bytes();
}
