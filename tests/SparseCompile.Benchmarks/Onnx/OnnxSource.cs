using SparseCompile.Benchmarks.Generated;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Onnx;

/// <summary>A network of others in an ONNX file, as it is or pruned by magnitude.</summary>
/// <param name="Name">The name that the reports print.</param>
/// <param name="Path">The file.</param>
/// <param name="Kept">Share of the weights that pruning leaves.</param>
internal sealed record OnnxSource(string Name, string Path, double Kept) : IWorkloadSource
{
    /// <inheritdoc/>
    public bool IsImage => true;

    /// <summary>Those that lie beside the repository.</summary>
    public static IEnumerable<IWorkloadSource> Shared()
    {
        (string Name, string Folder, double Kept)[] networks =
        [
            ("dscnn-onnx", "mlperf_tiny/kws_dscnn_fp32", 1),
            ("dscnn-onnx-90", "mlperf_tiny/kws_dscnn_fp32", 0.1),
            ("resnet8", "mlperf_tiny/resnet8_fp32", 1),
            ("resnet8-90", "mlperf_tiny/resnet8_fp32", 0.1),
            ("autoencoder", "mlperf_tiny/ad01_fp32", 1),
            ("autoencoder-90", "mlperf_tiny/ad01_fp32", 0.1),
            ("jet-conv1d", "hls4ml_example_models/jet_conv1d_pruned", 1),
        ];
        return networks.Select(network => new OnnxSource(network.Name, SharedMatrices.PathOf(network.Folder + "/model.onnx"), network.Kept)).Where(source => File.Exists(source.Path));
    }

    /// <inheritdoc/>
    public IWorkload? TryOpen(out string why)
    {
        why = "";
        return new OnnxWorkload(Name, Path, Kept);
    }
}
