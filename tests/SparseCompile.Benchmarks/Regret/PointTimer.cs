using System.Globalization;
using SparseCompile.Benchmarks.Generated;
using SparseCompile.Benchmarks.Peers.Csr;
using SparseCompile.Benchmarks.Workloads;
using SparseCompile.Cli.Tuning;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Tuning;

namespace SparseCompile.Benchmarks.Regret;

/// <summary>Times a layer of the grid in all ways that may be the fastest, in turns.</summary>
internal static class PointTimer
{
    /// <summary>Candidates measured though they are estimated to be slower than the choice by up to this factor; the best of every family is measured in any case.</summary>
    private const double Reach = 1.5;

    private const int Most = 10;
    private const int Rounds = 31;
    private const string CsrName = "CSR loop";

    /// <summary>Compiles and times; <paramref name="verbose"/> lists everything, estimates too.</summary>
    public static PointResult Measure(GridPoint point, bool verbose)
    {
        DenseLayer layer = point.Make();
        using GeneratedModel model = new(layer);
        ModelPlan plan = ModelCompiler.Plan(model.Declaration, model.File, []) ?? throw new InvalidOperationException($"{point} has no plan.");
        KernelCandidate[] contenders = Contenders(plan.Layers[0].Candidates);
        Type[] types = CandidateBuilder.Load(
            model.Declaration,
            model.File,
            [.. contenders.Select(contender => new PlanInputs(new ModelChoices("Model", new EquatableArray<KernelChoice>([new KernelChoice("fc1", contender.Spec.Id, 0)]))))]);
        (string Name, InferMethod Method)[] timed =
        [
            .. contenders.Select((contender, i) => (contender.Spec.Id, CandidateBuilder.Method(types[i], "Infer").CreateDelegate<InferMethod>())),
            .. OtherForms.Of(types[0]),
            (CsrName, Csr(layer)),
        ];
        double[] times = new CandidateTimer(point.Extent, point.Extent, sparsity: 0, Rounds).Measure([.. timed.Select(kernel => kernel.Method)]);
        TimedKernel[] kernels = [.. timed.Select((kernel, i) => new TimedKernel(kernel.Name, times[i]))];
        for (int i = 0; verbose && i < kernels.Length; i++)
        {
            string estimate = i < contenders.Length ? contenders[i].Nanoseconds.ToString("F0", CultureInfo.InvariantCulture) : "-";
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {kernels[i].Nanoseconds,10:F0} ns measured, {estimate,10} estimated: {kernels[i].Name}"));
        }

        return new PointResult(point, kernels[0], kernels[..^1].MinBy(kernel => kernel.Nanoseconds)!, kernels[^1]);
    }

    private static unsafe InferMethod Csr(DenseLayer layer)
    {
        CsrLayer csr = new(layer);
        return (input, output) =>
        {
            fixed (float* x = input)
            fixed (float* y = output)
            {
                csr.Run(x, y);
            }
        };
    }

    private static KernelCandidate[] Contenders(IEnumerable<KernelCandidate> candidates)
    {
        KernelCandidate[] sorted = [.. candidates.OrderBy(candidate => candidate.Nanoseconds)];
        IEnumerable<KernelCandidate> families = sorted.GroupBy(candidate => candidate.Spec.Generator).Select(family => family.First());
        IEnumerable<KernelCandidate> near = sorted.Where(candidate => candidate.Nanoseconds <= sorted[0].Nanoseconds * Reach).Take(Most);
        return [.. near.Union(families).OrderBy(candidate => candidate.Nanoseconds)];
    }
}
