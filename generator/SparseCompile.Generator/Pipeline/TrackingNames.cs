namespace SparseCompile.Generator.Pipeline;

/// <summary>Names of the pipeline's steps, by which tests ask whether they ran.</summary>
public static class TrackingNames
{
    /// <summary>Classes with [SparseModel], parsed.</summary>
    public const string Models = nameof(Models);

    /// <summary>Methods with [SparseMatrix], parsed.</summary>
    public const string Matrices = nameof(Matrices);

    /// <summary>Weight files, hashed.</summary>
    public const string WeightFiles = nameof(WeightFiles);

    /// <summary>Plans beside weight files, read.</summary>
    public const string PlanFiles = nameof(PlanFiles);

    /// <summary>Traces beside weight files, read.</summary>
    public const string TraceFiles = nameof(TraceFiles);
    /// <summary>Hardware target files, read.</summary>
    public const string Targets = nameof(Targets);

    /// <summary>Declarations with their file.</summary>
    public const string Bound = nameof(Bound);

    /// <summary>Models with their file.</summary>
    public const string BoundModel = Bound + "Model";

    /// <summary>Matrices with their file.</summary>
    public const string BoundMatrix = Bound + "Matrix";

    /// <summary>Declarations compiled.</summary>
    public const string Compiled = nameof(Compiled);

    /// <summary>What is reported.</summary>
    public const string Diagnostics = nameof(Diagnostics);

    /// <summary>Public members.</summary>
    public const string Shells = nameof(Shells);

    /// <summary>Kernel bodies.</summary>
    public const string Kernels = nameof(Kernels);
}
