using System.Globalization;
using SparseCompile.Benchmarks.Peers.OnnxRuntime;
using SparseCompile.Benchmarks.Ratios;

namespace SparseCompile.Benchmarks.Onnx;

/// <summary>The verb <c>networks</c>: files of the caller's, each with its size, its build time and its ratio to ONNX Runtime.</summary>
internal static class NetworksCommand
{
    private const string KeepOption = "--keep=";

    /// <summary>Measures each file. 0: all agreed; 1: something was wrong; 2: there was nothing to compare.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        double kept = arguments.Where(argument => argument.StartsWith(KeepOption, StringComparison.Ordinal))
            .Select(argument => double.Parse(argument[KeepOption.Length..], CultureInfo.InvariantCulture)).LastOrDefault(1);
        string[] files = [.. arguments.Where(argument => !argument.StartsWith(KeepOption, StringComparison.Ordinal))];
        return RatioCommand.Run([.. files.Select(file => new OnnxSource(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) + "/" + Path.GetFileName(file), file, kept))], [], [new OrtPeer()]);
    }
}
