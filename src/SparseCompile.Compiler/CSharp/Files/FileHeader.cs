using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>What the comment at the start of a file says of what was compiled.</summary>
internal static class FileHeader
{
    /// <summary>A whole model: non-zeros and MACs, then a line for each layer.</summary>
    public static IEnumerable<string> Of(ModelPlan plan)
    {
        long stored = plan.Nodes.Sum(node => node.Node.Declared.NonZeros);
        long executed = plan.Nodes.Sum(node => node.Macs);
        long dense = plan.Nodes.Sum(node => node.Node.Declared.DenseMacs);
        long weights = plan.Nodes.Sum(node => node.Node.Declared.DenseWeights);
        yield return $"Non-zeros: {Literals.Count(stored)} of {Literals.Count(weights)} ({Share(stored, weights)})";
        yield return $"MACs: {Literals.Count(executed)} executed, {Literals.Count(dense - executed)} skipped";
        foreach (NodePlan node in plan.Nodes)
        {
            yield return node is LayerPlan ? $"{node.Node.Name}: {node.Reason}; lane utilisation {Literals.Percent(node.LaneUtilisation)}" : $"{node.Node.Name}: {node.Reason}";
        }
    }

    /// <summary>A node: shape, non-zeros, MACs, kernels, lane utilisation.</summary>
    public static IEnumerable<string> Of(NodePlan plan)
    {
        DeclaredLayer declared = plan.Node.Declared;
        if (plan is not LayerPlan layer)
        {
            yield return $"Layer {plan.Node.Name}: {declared.Inputs} -> {declared.Outputs}, {plan.Reason}";
            yield break;
        }

        yield return $"Layer {layer.Name}: {declared.Inputs} -> {declared.Outputs}, "
            + $"{Literals.Count(declared.NonZeros)} non-zeros of {Literals.Count(declared.DenseWeights)} ({Share(declared.NonZeros, declared.DenseWeights)})";
        yield return $"MACs: {Literals.Count(layer.Macs)} executed, {Literals.Count(declared.DenseMacs - layer.Macs)} skipped"
            + (layer.Order.Length < declared.Outputs ? $"; {declared.Outputs - layer.Order.Length} of {declared.Outputs} outputs dead and removed, the others renumbered" : "");
        yield return $"Pattern: {string.Join("; ", declared.Patterns)}";
        yield return $"Kernel: {layer.KernelId}; {layer.Reason}; lane utilisation {Literals.Percent(layer.LaneUtilisation)}";
        foreach (Target target in TargetRegistry.All.Where(target => target != TargetRegistry.Primary))
        {
            KernelCandidate kernel = layer.KernelOf(target);
            yield return $"With {target.Description}: {kernel.Spec.Id}";
        }
    }

    private static string Share(long part, long whole) => Literals.Percent(whole == 0 ? 0 : (double)part / whole);
}
