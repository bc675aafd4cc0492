using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SparseCompile.Benchmarks.Benchmarks;

/// <summary>BenchmarkDotNet's defaults, run inside this process.</summary>
/// <remarks>Its own toolchain would build a project under the artifacts folder, where it inherits this repository's build files, and has no name for net10.0.</remarks>
internal sealed class BenchmarkConfig : ManualConfig
{
    /// <summary>Adds the choice to the default columns, exporters and loggers.</summary>
    public BenchmarkConfig()
    {
        Add(DefaultConfig.Instance);

        // A mutator, not a job of its own: `--job short` then still means one job, in this process.
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsMutator());
    }
}
