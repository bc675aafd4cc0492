using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Targets;
using SparseCompile.Kernels.Tests.Graphs;

namespace SparseCompile.Kernels.Tests.Images;

/// <summary>What is considered for a convolution on each target, and that any of it may be chosen.</summary>
public sealed class ImageChoiceTests
{
    [Fact]
    public void Every_target_takes_the_least_estimate_of_what_is_offered_there()
    {
        foreach ((CompiledGraph model, ConvPlan layer) in Layers())
        {
            foreach (Target target in TargetRegistry.All)
            {
                IReadOnlyList<KernelCandidate> offers = Planner.Offers(layer, target);
                layer.KernelOf(target).Nanoseconds.ShouldBe(offers.Min(offer => offer.Nanoseconds), 1e-6, $"{model}, {layer.Name}, {target.Name}");
            }
        }
    }

    [Fact]
    public void A_kernel_chosen_for_one_target_is_taken_there_and_leaves_the_primary_its_own()
    {
        int chosen = 0;
        foreach ((CompiledGraph model, ConvPlan layer) in Layers())
        {
            foreach (KernelCandidate offer in Planner.Offers(layer, TargetRegistry.Avx2))
            {
                ModelChoices choices = new(model.Definition.Name, new EquatableArray<KernelChoice>([new KernelChoice(layer.Name, offer.Spec.Id, 0)]));
                ConvPlan other = ModelCompiler.Plan(model.Definition.Declaration, model.File, [], new PlanInputs(choices))!.Nodes.OfType<ConvPlan>().Single(node => node.Name == layer.Name);
                other.KernelOf(TargetRegistry.Avx2).Spec.ShouldBe(offer.Spec);
                other.Kernel.Spec.ShouldBe(layer.Kernel.Spec);
                chosen += offer.Spec == layer.KernelOf(TargetRegistry.Avx2).Spec ? 0 : 1;
            }
        }

        chosen.ShouldBeGreaterThan(10);
    }

    /// <summary>Layers whose kernels are left to the estimates.</summary>
    private static IEnumerable<(CompiledGraph Model, ConvPlan Layer)> Layers() =>
        from model in ImageFleet.Models
        where model.Definition.Declaration.Unrolling == UnrollingMode.Auto
        from layer in model.Plan.Nodes.OfType<ConvPlan>()
        select (model, layer);
}
