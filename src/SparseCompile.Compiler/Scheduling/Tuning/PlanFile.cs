using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Scheduling.Records;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Scheduling.Tuning;

/// <summary>A plan that <c>sparsec tune</c> left beside a weight file: which kernels were the fastest on a machine.</summary>
/// <param name="Path">Where the file is on this machine.</param>
/// <param name="LogicalName">What to call it; that of the weight file, and <see cref="Extension"/>.</param>
/// <param name="ContentHash">SHA-256 of the file; empty when it could not be read.</param>
/// <param name="WeightsHash">SHA-256 of the weights it was measured with.</param>
/// <param name="Models">What was chosen, model by model.</param>
/// <param name="Error">What is wrong with the file; null when it can be used.</param>
public sealed record PlanFile(string Path, string LogicalName, string ContentHash, string WeightsHash, EquatableArray<ModelChoices> Models, WeightFileError? Error)
{
    /// <summary>What a plan's name ends with, after the whole name of the weight file.</summary>
    public const string Extension = ".sparseplan.json";

    /// <summary>The value of <c>format</c> that this compiler reads and writes.</summary>
    public const string Format = "sparsecompile-plan/2";

    /// <summary>The format of earlier versions, which name kernels in words.</summary>
    public const string OldFormat = "sparsecompile-plan/1";

    /// <summary>Version of the format: 1 names kernels in words, 2 by id.</summary>
    public int Version { get; private init; } = 2;

    /// <summary>Reads a plan. Does not throw for any content.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="logicalName">What to call it.</param>
    public static PlanFile Open(string path, string logicalName) => RecordFile.Open(
        path,
        "plan",
        (hash, bytes) =>
        {
            PlanFileReader reader = PlanFileReader.Read(bytes);
            return new PlanFile(path, logicalName, hash, reader.WeightsHash, reader.Models.ToEquatableArray(), null) { Version = reader.Version };
        },
        (hash, error) => new PlanFile(path, logicalName, hash, "", EquatableArray<ModelChoices>.Empty, error));
}
