using SparseCompile.Compiler.Planning;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>What the comment at the start of a file says of what was compiled.</summary>
internal static class FileHeader
{
    /// <summary>A whole model: non-zeros and MACs, then a line for each layer.</summary>
    public static IEnumerable<string> Of(ModelPlan plan)
    {
        long stored = plan.Layers.Sum(layer => layer.Node.Declared.NonZeros);
        long executed = plan.Layers.Sum(layer => (long)layer.Layer.Weights.NonZeros);
        long dense = plan.Layers.Sum(layer => (long)layer.Node.Declared.Inputs * layer.Node.Declared.Outputs);
        yield return $"Non-zeros: {Literals.Count(stored)} of {Literals.Count(dense)} ({Literals.Percent(dense == 0 ? 0 : (double)stored / dense)})";
        yield return $"MACs: {Literals.Count(executed)} executed, {Literals.Count(dense - executed)} skipped";
        foreach (LayerPlan layer in plan.Layers)
        {
            yield return $"{layer.Layer.Name}: {layer.Reason}; lane utilisation {Literals.Percent(layer.LaneUtilisation)}";
        }
    }

    /// <summary>A layer: shape, non-zeros, MACs, family, lane utilisation.</summary>
    public static IEnumerable<string> Of(LayerPlan plan)
    {
        long dense = (long)plan.Node.Declared.Inputs * plan.Node.Declared.Outputs;
        yield return $"Layer {plan.Layer.Name}: {plan.Node.Declared.Inputs} -> {plan.Node.Declared.Outputs}, "
            + $"{Literals.Count(plan.Node.Declared.NonZeros)} non-zeros of {Literals.Count(dense)} ({Literals.Percent(dense == 0 ? 0 : (double)plan.Node.Declared.NonZeros / dense)})";
        yield return $"MACs: {Literals.Count(plan.Layer.Weights.NonZeros)} executed, {Literals.Count(dense - plan.Layer.Weights.NonZeros)} skipped"
            + (plan.Layer.Outputs < plan.Node.Declared.Outputs ? $"; {plan.Node.Declared.Outputs - plan.Layer.Outputs} of {plan.Node.Declared.Outputs} outputs dead and removed, the others renumbered" : "");
        yield return $"Pattern: {string.Join("; ", plan.Node.Declared.Patterns)}";
        yield return $"512-bit form: {plan.Reason}; lane utilisation {Literals.Percent(plan.LaneUtilisation)}";
    }
}
