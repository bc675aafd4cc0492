using SparseCompile.Benchmarks.Images;
using SparseCompile.Cli.Tuning;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Benchmarks.Regret.Convolutions;

/// <summary>Times a convolution of the grid with every kernel that the planner considers for this processor, in turns.</summary>
internal static class ConvTimer
{
    private const int Rounds = 31;

    /// <summary>Compiles, compares the outputs, and times.</summary>
    public static ConvResult Measure(ConvPoint point)
    {
        Target target = MachineTarget.Current;
        ImageNetwork network = point.Network();
        using ImageModel model = new(network);
        ConvPlan plan = PlanOf(model, null);
        KernelCandidate[] candidates = [.. Planner.Offers(plan, target).OrderBy(candidate => candidate.Spec != plan.KernelOf(target).Spec).ThenBy(candidate => candidate.Nanoseconds)];
        PlanInputs[] inputs = [.. candidates.Select(candidate => Only(candidate))];
        for (int i = 0; i < candidates.Length; i++)
        {
            if (PlanOf(model, inputs[i]).KernelOf(target).Spec != candidates[i].Spec)
            {
                throw new InvalidOperationException($"{point.Name}: {candidates[i].Spec.Id} was not taken.");
            }
        }

        Type[] types = CandidateBuilder.Load(model.Declaration, model.File, inputs);
        (string Name, double? Estimate, InferMethod Method)[] timed =
        [
            .. candidates.Select((candidate, i) => (candidate.Spec.Id, (double?)candidate.Nanoseconds, CandidateBuilder.Method(types[i], "Infer").CreateDelegate<InferMethod>())),
            .. OtherForms.Of(types[0]).Where(form => IsNarrower(form.Name, target)).Select(form => (form.Name, (double?)null, form.Method)),
        ];
        Check(point, network, timed);
        double[] times = new CandidateTimer(network.Input.Length, network.Output.Length, point.InputSparsity, Rounds).Measure([.. timed.Select(kernel => kernel.Method)]);
        return new ConvResult(point, [.. timed.Select((kernel, i) => new ConvKernel(kernel.Name, kernel.Estimate, times[i]) { IsMasked = i < candidates.Length && candidates[i].IsMasked })]);
    }

    private static PlanInputs Only(KernelCandidate candidate) =>
        new(new ModelChoices("Model", new EquatableArray<KernelChoice>([new KernelChoice(ConvPoint.Layer, candidate.Spec.Id, 0)])));

    private static ConvPlan PlanOf(ImageModel model, PlanInputs? inputs) =>
        ModelCompiler.Plan(model.Declaration, model.File, [], inputs)?.Nodes.OfType<ConvPlan>().Single() ?? throw new InvalidOperationException("A layer of the grid has no plan.");

    /// <summary>The forms with FMA hardware that <c>Infer</c> itself does not run.</summary>
    private static bool IsNarrower(string form, Target target) => form switch
    {
        "256-bit form" => target.Lanes > 8,
        "128-bit form" => target.Lanes > 4,
        _ => false,
    };

    /// <summary>Outputs are right, and the same bits from all.</summary>
    private static void Check(ConvPoint point, ImageNetwork network, IReadOnlyList<(string Name, double? Estimate, InferMethod Method)> kernels)
    {
        Random random = new(14);
        float[] input = [.. Enumerable.Range(0, network.Input.Length).Select(_ => random.NextDouble() < point.InputSparsity ? 0f : (random.NextSingle() * 2) - 1)];
        float[] first = Output(kernels[0].Method);
        Estimate expected = network.Evaluate(input);
        for (int i = 0; i < first.Length; i++)
        {
            if (!(Math.Abs(first[i] - expected.Values[i]) <= expected.Errors[i]))
            {
                throw new InvalidOperationException($"{point.Name}, {kernels[0].Name}: output {i} is {first[i]}, not {expected.Values[i]}.");
            }
        }

        foreach ((string name, _, InferMethod method) in kernels.Skip(1))
        {
            if (!Output(method).AsSpan().SequenceEqual(first))
            {
                throw new InvalidOperationException($"{point.Name}: {name} and {kernels[0].Name} differ.");
            }
        }

        float[] Output(InferMethod method)
        {
            float[] output = new float[network.Output.Length];
            method(input, output);
            return output;
        }
    }
}
