using Microsoft.CodeAnalysis;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Generator.Pipeline;
using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Integers;

/// <summary>A network of the sweep, quantised from its attributes as the compiler reads them.</summary>
internal sealed class IntegerNetwork
{
    private IntegerNetwork(NetworkSource source, QuantizedNetwork network, GeneratorRun run)
    {
        Run = run;
        Source = source;
        Network = network;
    }

    /// <summary>What it was made from.</summary>
    public NetworkSource Source { get; }

    /// <summary>The run of the generator that it came from.</summary>
    public GeneratorRun Run { get; }

    /// <summary>The integers.</summary>
    public QuantizedNetwork Network { get; }

    /// <summary>Reads and quantises networks, with one run of the generator.</summary>
    public static IReadOnlyList<IntegerNetwork> Read(TemporaryFolder folder, IReadOnlyList<NetworkSource> sources)
    {
        WeightInput[] files = [.. sources.SelectMany(source => source.Write(folder))];
        GeneratorRun run = GeneratorRun.Of("using SparseCompile;\n" + string.Join("\n", sources.Select(source => source.Text)), files);
        run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        BoundDeclaration[] bound = [.. run.Result.Results.Single().TrackedSteps[TrackingNames.BoundModel].SelectMany(step => step.Outputs).Select(output => (BoundDeclaration)output.Value)];
        return [.. sources.Select(source => new IntegerNetwork(source, Quantize(bound.Single(one => one.Declaration.FullName == source.Name)), run))];
    }

    /// <summary>Inputs at random, some beyond what was calibrated with.</summary>
    public IReadOnlyList<float[]> Inputs(int count)
    {
        Random random = new(11);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Source.InputLength).Select(_ => (float)((random.NextDouble() * 5) - 2.5)).ToArray())];
    }

    private static QuantizedNetwork Quantize(BoundDeclaration bound)
    {
        List<CompilerDiagnostic> diagnostics = [];
        return ModelCompiler.Quantize(bound.Declaration, bound.File!, bound.Calibration, diagnostics) ?? throw new InvalidOperationException(diagnostics.Last().Message);
    }
}
