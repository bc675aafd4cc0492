using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using SparseCompile.Benchmarks.Ratios;
using SparseCompile.Benchmarks.Workloads;
using SparseCompile.Cli.Tuning;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Benchmarks.Onnx;

/// <summary>A network from an ONNX file alone, compiled when it is measured. Its inputs, and its outputs, lie one after the other.</summary>
internal sealed class OnnxWorkload : IWorkload
{
    /// <summary>How far an output may be from ONNX Runtime's, of the largest output.</summary>
    private const double Tolerance = 1e-4;

    private readonly InferDelegate _infer;

    /// <summary>Compiles and loads.</summary>
    /// <param name="name">The name that the reports print.</param>
    /// <param name="path">The file.</param>
    /// <param name="kept">Share of the weights that pruning leaves; 1 for none pruned.</param>
    public OnnxWorkload(string name, string path, double kept)
    {
        (Name, Onnx) = (name, OnnxFile.Read(path, kept));
        (Spans, Expected) = OnnxSpans.Run(Onnx, Samples);
        string own = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".onnx");
        try
        {
            File.WriteAllBytes(own, Onnx);
            ModelDeclaration declaration = new(
                new TypeDeclaration("", new EquatableArray<string>(["partial class Model"]), "Model", "Model"),
                "weights/model.onnx",
                UnrollingMode.None,
                EquatableArray<int>.Empty,
                EquatableArray<LayerDeclaration>.Empty,
                null);
            WeightFile file = WeightFile.Open(own, declaration.WeightFile);

            // Compiled twice: a build server's compiler is warm, and this process was until now idle.
            Compile(declaration, file);
            long start = Stopwatch.GetTimestamp();
            Compile(declaration, file);
            BuildTime = Stopwatch.GetElapsedTime(start);
            Type type = CandidateBuilder.Load(declaration, file, [new PlanInputs(new ModelChoices(declaration.Type.Name, EquatableArray<KernelChoice>.Empty))]).Single();
            NonZeros = ((SparseModelInfo)type.GetProperty("Info")!.GetValue(null)!).Layers.Sum(layer => (long)layer.NonZeros);
            _infer = Bind(type);
        }
        finally
        {
            File.Delete(own);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The model that the peer runs.</summary>
    public byte[] Onnx { get; }

    /// <summary>Weights that are not zero.</summary>
    public long NonZeros { get; }

    /// <summary>What the compiler takes from the file to C#, in a process that has compiled it once before.</summary>
    public TimeSpan BuildTime { get; }

    /// <inheritdoc/>
    public int Batch => 1;

    /// <inheritdoc/>
    public double InputSparsity => 0;

    /// <inheritdoc/>
    public IReadOnlyList<DenseLayer> Layers => [];

    /// <summary>The network's inputs and outputs.</summary>
    public OnnxSpans Spans { get; }

    /// <summary>What ONNX Runtime computes, without its optimizations, from the inputs that are measured.</summary>
    public float[] Expected { get; }

    /// <inheritdoc/>
    public Reference? Reference => new(Expected, Tolerance);

    /// <inheritdoc/>
    public string? Remark => FormattableString.Invariant($"{NonZeros} non-zeros, compiled in {BuildTime.TotalSeconds:F2} s");

    /// <inheritdoc/>
    public int InputLength => Spans.InputLength;

    /// <inheritdoc/>
    public int OutputLength => Spans.OutputLength;

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> input, Span<float> output) => _infer(input, output);

    private static void Compile(ModelDeclaration declaration, WeightFile file)
    {
        CompilerDiagnostic? error = ModelCompiler.Compile(declaration, file).Diagnostics.FirstOrDefault(diagnostic => diagnostic.Rule.Severity == RuleSeverity.Error);
        if (error is not null)
        {
            throw new NotSupportedException($"{error.Rule.Id}: {error}");
        }
    }

    private static float[] Samples(int count)
    {
        float[] samples = new float[count];
        SeededMatrix.Fill(samples, 0, RatioCommand.InputSeed);
        return samples;
    }

    /// <summary>One call with everything in two spans, whatever the number of inputs and outputs: they are cut in the order of the parameters.</summary>
    private InferDelegate Bind(Type type)
    {
        MethodInfo infer = type.GetMethods(BindingFlags.Static | BindingFlags.Public).Single(method => method.Name == "Infer");
        ParameterInfo[] spans = infer.GetParameters();
        if (spans.Length == 2)
        {
            return infer.CreateDelegate<InferDelegate>();
        }

        DynamicMethod method = new("Infer", typeof(void), [typeof(ReadOnlySpan<float>), typeof(Span<float>)], typeof(OnnxWorkload).Module, skipVisibility: true);
        ILGenerator code = method.GetILGenerator();
        int[] starts = [0, 0];
        for (int i = 0; i < spans.Length; i++)
        {
            ParameterInfo span = spans[i];
            int side = i < Spans.Inputs.Count ? 0 : 1;
            int length = side == 0 ? Spans.Inputs[i].Length : Spans.Outputs[i - Spans.Inputs.Count].Length;
            code.Emit(OpCodes.Ldarga, side);
            code.Emit(OpCodes.Ldc_I4, starts[side]);
            code.Emit(OpCodes.Ldc_I4, length);
            code.Emit(OpCodes.Call, span.ParameterType.GetMethod("Slice", [typeof(int), typeof(int)])!);
            starts[side] += length;
        }

        code.Emit(OpCodes.Call, infer);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<InferDelegate>();
    }
}
