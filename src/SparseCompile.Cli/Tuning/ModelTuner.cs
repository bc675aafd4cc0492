using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Kernels.Registers;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Traces;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Tuning;

/// <summary>Finds the fastest kernel for each layer of a model by measuring the whole model with one and another.</summary>
/// <remarks>Layer after layer, first to last: what is chosen for a layer decides in which order the next one finds its inputs.</remarks>
internal sealed class ModelTuner(SparseDeclaration declaration, WeightFile file, TraceFile? trace = null)
{
    /// <summary>Candidates estimated to take longer than the best by more than this factor are not measured.</summary>
    private const double Reach = 2.5;

    /// <summary>Candidates of a layer that are measured at most.</summary>
    private const int Most = 12;

    /// <summary>Share by which a candidate must be faster than the estimated one to be preferred: less is noise, and would change the plan from run to run.</summary>
    private const double Margin = 0.03;

    private readonly SparseDeclaration _streamed = declaration.Unrolling == UnrollingMode.Auto ? declaration with { Unrolling = UnrollingMode.None } : declaration;

    /// <summary>The layers, first to last.</summary>
    public List<LayerResult> Results { get; } = [];

    /// <summary>Measures; null when there is nothing to choose from.</summary>
    /// <param name="report">Called with the name of each layer before it is measured.</param>
    public ModelChoices? Tune(Action<string> report)
    {
        if (declaration.Unrolling == UnrollingMode.Full || Plan(declaration, None) is not { } first)
        {
            return null;
        }

        CandidateTimer timer = new(first.Graph.InputLength, first.Graph.OutputLength, first.Layers.FirstOrDefault()?.Layer.InputSparsity ?? 0);
        ModelChoices choices = None;
        foreach (string layer in first.Layers.Select(layer => layer.Name))
        {
            report(layer);
            LayerPlan plan = Plan(_streamed, choices)!.Layers.First(candidate => candidate.Name == layer);
            choices = With(choices, Choose(timer, choices, layer, plan));
        }

        return first.IsFused ? Fused(timer, first, choices) : choices;
    }

    private ModelChoices None => new(declaration.FullName, EquatableArray<KernelChoice>.Empty);

    private ModelPlan? Plan(SparseDeclaration planned, ModelChoices choices) => ModelCompiler.Plan(planned, file, [], new PlanInputs(choices, trace));

    private KernelChoice Choose(CandidateTimer timer, ModelChoices before, string layer, LayerPlan plan)
    {
        KernelCandidate[] contenders = Contenders(plan.Candidates);
        double[] times = timer.Measure(CandidateBuilder.Build(
            _streamed, file, [.. contenders.Select(contender => new PlanInputs(With(before, new KernelChoice(layer, contender.Spec.Id, 0)), trace))]));
        int best = Best(times);
        Results.Add(new LayerResult(layer, contenders[0].Spec.Id, times[0], contenders[best].Spec.Id, times[best], contenders.Length));
        return new KernelChoice(layer, contenders[best].Spec.Id, times[best]);
    }

    /// <summary>The candidates worth measuring, the one that is estimated to be the fastest first.</summary>
    internal static KernelCandidate[] Contenders(IEnumerable<KernelCandidate> candidates)
    {
        KernelCandidate[] sorted = [.. candidates.OrderBy(candidate => candidate.Nanoseconds)];
        return [.. sorted.Where(candidate => candidate.Nanoseconds <= sorted[0].Nanoseconds * Reach).Take(Most)];
    }

    /// <summary>The fastest; the first, unless another is faster by more than noise.</summary>
    private static int Best(double[] times)
    {
        int best = Array.IndexOf(times, times.Min());
        return times[best] < times[0] * (1 - Margin) ? best : 0;
    }

    /// <summary>One kernel for the whole network, where it fits the registers, against the fastest layer by layer.</summary>
    private ModelChoices Fused(CandidateTimer timer, ModelPlan plan, ModelChoices streamed)
    {
        ModelChoices fused = new(
            declaration.FullName, plan.Layers.Select(layer => new KernelChoice(layer.Name, layer.KernelId, 0)).ToEquatableArray());
        double[] times = timer.Measure(CandidateBuilder.Build(declaration, file, [new PlanInputs(fused, trace), new PlanInputs(streamed, trace)]));
        Results.Add(new LayerResult("(all)", plan.Layers[0].KernelId, times[0], Best(times) == 0 ? plan.Layers[0].KernelId : "layer by layer", times.Min(), 2));
        return Best(times) == 0 ? fused with { Layers = fused.Layers.Select(choice => choice with { Nanoseconds = times[0] }).ToEquatableArray() } : streamed;
    }

    private static ModelChoices With(ModelChoices choices, KernelChoice choice) => choices with { Layers = choices.Layers.Append(choice).ToEquatableArray() };
}
