using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Scheduling.Records;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Scheduling.Traces;

/// <summary>A trace that <c>sparsec trace</c> left beside a weight file: how many zeros each layer meets on real inputs.</summary>
/// <param name="LogicalName">What to call it; that of the weight file, and <see cref="Extension"/>.</param>
/// <param name="ContentHash">SHA-256 of the file; empty when it could not be read.</param>
/// <param name="WeightsHash">SHA-256 of the weights it was recorded with.</param>
/// <param name="Models">What was recorded, model by model.</param>
/// <param name="Error">What is wrong with the file; null when it can be used.</param>
public sealed record TraceFile(string LogicalName, string ContentHash, string WeightsHash, EquatableArray<ModelTrace> Models, WeightFileError? Error)
{
    /// <summary>What a trace's name ends with, after the whole name of the weight file.</summary>
    public const string Extension = ".sparsetrace.json";

    /// <summary>The value of <c>format</c> that this compiler reads and writes.</summary>
    public const string Format = "sparsecompile-trace/1";

    /// <summary>Reads a trace. Does not throw for any content.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="logicalName">What to call it.</param>
    public static TraceFile Open(string path, string logicalName) => RecordFile.Open(
        path,
        "trace",
        (hash, bytes) =>
        {
            TraceFileReader reader = TraceFileReader.Read(bytes);
            return new TraceFile(logicalName, hash, reader.WeightsHash, reader.Models.ToEquatableArray(), null);
        },
        (hash, error) => new TraceFile(logicalName, hash, "", EquatableArray<ModelTrace>.Empty, error));
}
