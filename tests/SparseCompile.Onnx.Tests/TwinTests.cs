using System.Runtime.InteropServices;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Conformance.Cases;
using SparseCompile.Conformance.Running;
using SparseCompile.Testing;

namespace SparseCompile.Onnx.Tests;

/// <summary>Networks of others with the weights of every layer pruned to extremes, against ONNX Runtime.</summary>
public sealed class TwinTests : IDisposable
{
    private static readonly string[] s_networks = ["mlperf_tiny/kws_dscnn_fp32", "hls4ml_example_models/jet_conv1d_pruned", "hls4ml_example_models/conv2d_8x8", "hls4ml_example_models/jet_3layer_bn"];

    private readonly string _folder = Directory.CreateTempSubdirectory("sparsecompile").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SharedDataTheory]
    [InlineData("all zero")]
    [InlineData("one non-zero")]
    [InlineData("dead outputs")]
    [InlineData("dead inputs")]
    public void Pruned_to_extremes_they_compute_what_ONNX_Runtime_does(string kind)
    {
        List<WeightInput> files = [];
        string source = "";
        for (int i = 0; i < s_networks.Length; i++)
        {
            string path = Path.Combine(_folder, $"m{i}.onnx");
            File.WriteAllBytes(path, Prune(SharedData.PathOf(s_networks[i] + "/model.onnx"), kind));
            files.Add(new WeightInput(path, $"m{i}.onnx"));
            source += $"[SparseCompile.SparseModel(\"m{i}.onnx\")] public static partial class M{i};\n";
        }

        GeneratorRun run = GeneratorRun.Of(source, files);
        run.Diagnostics.Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ShouldBeEmpty();
        using LoadedModels models = new(run);
        for (int i = 0; i < s_networks.Length; i++)
        {
            ReferenceTensor input = DataSet.Read(SharedData.PathOf(s_networks[i] + "/test_data_set_0")).Inputs[0];
            float[] expected = SecondOpinion.Of(File.ReadAllBytes(files[i].Path), input.Floats, [.. input.Shape.Select(extent => (int)extent)]);
            foreach (string form in LoadedModel.Forms)
            {
                float[] actual = new float[expected.Length];
                models[$"M{i}"].RunForm(form, input.Floats, actual);
                for (int k = 0; k < actual.Length; k++)
                {
                    Tolerance.Default.Allows(actual[k], expected[k]).ShouldBeTrue($"{s_networks[i]}, {form}, element {k}: {actual[k]} instead of {expected[k]}");
                }
            }
        }
    }

    /// <summary>The model with the raw data of its matrices and kernels changed in place.</summary>
    private static byte[] Prune(string path, string kind)
    {
        byte[] bytes = File.ReadAllBytes(path);
        foreach (OnnxTensor tensor in WeightFile.Open(path, "model.onnx").Onnx!.Graph.Initializers.Where(tensor => tensor.Shape.Count > 1 && tensor.Type == OnnxElementType.Float && tensor.RawStart >= 0))
        {
            Span<float> values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan((int)tensor.RawStart, (int)tensor.RawLength));
            int inner = values.Length / (int)tensor.Shape[0];
            for (int i = 0; i < values.Length; i++)
            {
                bool isKept = kind switch
                {
                    "all zero" => false,
                    "one non-zero" => i == values.Length / 2,
                    "dead outputs" => i / inner % 3 == 0,
                    _ => i % inner % 3 == 0,
                };
                values[i] = isKept ? values[i] : 0;
            }
        }

        return bytes;
    }
}
