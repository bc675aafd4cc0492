using System.Reflection;
using SparseCompile.Testing;

namespace SparseCompile.Onnx.Tests.Integers;

/// <summary>A model of the same file, compiled to floats, which round as the file says, and to integers.</summary>
internal sealed class IntegerModel : IDisposable
{
    private readonly LoadedModels _models;

    /// <summary>Compiles it.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <param name="calibration">Calibration inputs; null for none.</param>
    public IntegerModel(WeightInput file, WeightInput? calibration = null)
    {
        string clause = calibration is null ? "" : $", Calibration = \"{calibration.LogicalName}\"";
        Run = GeneratorRun.Of(
            $$"""
            using SparseCompile;
            [SparseModel("{{file.LogicalName}}")] public static partial class Rounded;
            [SparseModel("{{file.LogicalName}}", Precision = Precision.Int8{{clause}})] public static partial class Eight;
            """,
            calibration is null ? [file] : [file, calibration]);
        Run.Diagnostics.Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ShouldBeEmpty();
        Run.CompilerProblems.ShouldBeEmpty();
        _models = new LoadedModels(Run);
        Integers = _models["Eight"];
    }

    private delegate void InferSpans(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>The run of the generator.</summary>
    public GeneratorRun Run { get; }

    /// <summary>The model of integers.</summary>
    public LoadedModel Integers { get; }

    /// <summary>What kernels multiply by.</summary>
    public static sbyte[][] Tables(IntegerModel model) =>
    [
        .. model.Integers.Type.GetNestedType("Kernels", BindingFlags.NonPublic)!.GetNestedTypes(BindingFlags.NonPublic)
            .Select(layer => layer.GetField("Table", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null)).OfType<object>()
            .Select(table => (sbyte[])table.GetType().GetProperty("Weights")!.GetValue(table)!),
    ];

    /// <summary>What each gives for an input.</summary>
    public (float[] Rounded, float[] Eight) Infer(float[] input)
    {
        float[] rounded = new float[Integers.Info.OutputLength], eight = new float[rounded.Length];
        _models["Rounded"].Infer(input, rounded);
        Integers.Infer(input, eight);
        return (rounded, eight);
    }

    public void Dispose() => _models.Dispose();
}
