namespace SparseCompile.Benchmarks.Peers.OnnxRuntime;

/// <summary>Places in the function table of ONNX Runtime's C API.</summary>
/// <remarks>The table only ever grows at its end; these places are those of every release since 1.4.</remarks>
internal enum OrtFunction
{
    /// <summary>Makes a status; used to check the table.</summary>
    CreateStatus = 0,

    /// <summary>The code of a status.</summary>
    GetErrorCode = 1,

    /// <summary>The message of a status.</summary>
    GetErrorMessage = 2,

    /// <summary>Makes an environment.</summary>
    CreateEnv = 3,

    /// <summary>Makes a session from a model in memory.</summary>
    CreateSessionFromArray = 8,

    /// <summary>Makes session options.</summary>
    CreateSessionOptions = 10,

    /// <summary>Sequential or parallel execution.</summary>
    SetSessionExecutionMode = 13,

    /// <summary>How far graphs are optimised.</summary>
    SetSessionGraphOptimizationLevel = 23,

    /// <summary>Threads within an operator.</summary>
    SetIntraOpNumThreads = 24,

    /// <summary>Threads across operators.</summary>
    SetInterOpNumThreads = 25,

    /// <summary>Makes a tensor over memory of the caller's.</summary>
    CreateTensorWithDataAsOrtValue = 49,

    /// <summary>Where a tensor's data is; used to check the table.</summary>
    GetTensorMutableData = 51,

    /// <summary>Describes memory of the CPU.</summary>
    CreateCpuMemoryInfo = 69,

    /// <summary>Frees an environment.</summary>
    ReleaseEnv = 92,

    /// <summary>Frees a status.</summary>
    ReleaseStatus = 93,

    /// <summary>Frees a memory description.</summary>
    ReleaseMemoryInfo = 94,

    /// <summary>Frees a session.</summary>
    ReleaseSession = 95,

    /// <summary>Frees a tensor.</summary>
    ReleaseValue = 96,

    /// <summary>Frees session options.</summary>
    ReleaseSessionOptions = 100,

    /// <summary>Runs a session on values that were bound before.</summary>
    RunWithBinding = 133,

    /// <summary>Makes a binding.</summary>
    CreateIoBinding = 134,

    /// <summary>Frees a binding.</summary>
    ReleaseIoBinding = 135,

    /// <summary>Binds an input.</summary>
    BindInput = 136,

    /// <summary>Binds an output.</summary>
    BindOutput = 137,
}
