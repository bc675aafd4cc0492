using System.Runtime.InteropServices;
using SparseCompile.Benchmarks.Common;

namespace SparseCompile.Benchmarks.Peers.OnnxRuntime;

/// <summary>Finds the native library that restore-onnxruntime.sh fetched.</summary>
internal static class OrtLibrary
{
    /// <summary>An environment variable that names another ONNX Runtime library to measure.</summary>
    public const string OverrideVariable = "SPARSECOMPILE_ONNXRUNTIME";

    /// <summary>The library's path, or null and what to do about it.</summary>
    public static string? Find(out string why)
    {
        why = "";
        if (Environment.GetEnvironmentVariable(OverrideVariable) is { Length: > 0 } chosen)
        {
            why = $"{OverrideVariable} names a file that does not exist";
            return File.Exists(chosen) ? chosen : null;
        }

        string? root = RepositoryRoot.Find();
        string package = Path.Combine(root ?? AppContext.BaseDirectory, "artifacts", "onnxruntime", "node_modules", "onnxruntime-node", "bin");
        why = "ONNX Runtime is not restored; run tests/SparseCompile.Benchmarks/restore-onnxruntime.sh";
        if (!Directory.Exists(package))
        {
            return null;
        }

        (string system, string pattern) = OperatingSystem.IsWindows() ? ("win32", "onnxruntime.dll")
            : OperatingSystem.IsMacOS() ? ("darwin", "libonnxruntime.*.dylib")
            : ("linux", "libonnxruntime.so*");
        string architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";

        // bin/napi-v6 today; the folder's number follows Node's interface, which is no concern here.
        string? library = Directory.EnumerateDirectories(package, "napi-v*")
            .Select(folder => Path.Combine(folder, system, architecture))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        why = library is null ? $"the restored ONNX Runtime has no library for {system}/{architecture}" : "";
        return library;
    }
}
