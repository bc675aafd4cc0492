using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Scheduling.Tuning;

/// <summary>Decides whether a tuning record may be used for a model, and reports where it may not.</summary>
/// <param name="record">The record beside the weight file.</param>
/// <param name="model">Full name of the model.</param>
/// <param name="location">The attribute that declares it.</param>
/// <param name="diagnostics">Takes what is reported.</param>
internal sealed class PlanFileUse(PlanFile record, string model, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>The model's choices; null where there are none, with a warning where that is a surprise.</summary>
    public ModelChoices? Choices(WeightFile weights)
    {
        if (record.Error is { } error)
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.PlanUnusable, location, record.LogicalName, error.Found, error.Expected));
            return null;
        }

        ModelChoices? own = record.Models.FirstOrDefault(choices => choices.Model == model);
        if (own is null && record.WeightsHash == weights.Parts[0].ContentHash)
        {
            // Measured for other models of that file.
            return null;
        }

        string measured = own is { WeightsHash.Length: > 0 } ? own.WeightsHash : record.WeightsHash;
        if (measured != weights.ContentHash)
        {
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.PlanOutdated, location, record.LogicalName, Short(measured), weights.LogicalName, Short(weights.ContentHash)));
            return null;
        }

        return own is null ? null : Current(own);
    }

    /// <summary>Warns of choices that no layer took.</summary>
    public void ReportUnused(ModelPlan plan, ModelChoices choices)
    {
        foreach (KernelChoice choice in choices.Layers)
        {
            LayerPlan? layer = plan.Layers.FirstOrDefault(candidate => candidate.Name == choice.Layer);
            if (layer is null)
            {
                diagnostics.Add(CompilerDiagnostic.Create(Rules.PlanUnusable, location, record.LogicalName, $"a layer '{choice.Layer}'", "a layer of the model"));
            }
            else if (layer.KernelId != choice.Kernel)
            {
                diagnostics.Add(CompilerDiagnostic.Create(
                    Rules.PlanUnusable, layer.Node.Location ?? location, record.LogicalName, $"the kernel '{choice.Kernel}' for layer '{choice.Layer}'", "one of the layer's candidates"));
            }
        }
    }

    /// <summary>The choices with kernels by id. Records of version 1 name them in words: what still means something is translated, the rest is refused in one warning.</summary>
    private ModelChoices Current(ModelChoices choices)
    {
        List<KernelChoice> current = [];
        List<string> refused = [];
        foreach (KernelChoice choice in choices.Layers)
        {
            string? id = record.Version > 1 ? choice.Kernel : OldKernelNames.IdOf(choice.Kernel);
            if (id is not null)
            {
                current.Add(choice with { Kernel = id });
            }
            else
            {
                refused.Add($"'{choice.Kernel}' for layer '{choice.Layer}'");
            }
        }

        if (refused.Count > 0)
        {
            string found = $"{(refused.Count > 1 ? "kernels" : "the kernel")} {string.Join(", ", refused)} in the words of an earlier version";
            diagnostics.Add(CompilerDiagnostic.Create(Rules.PlanUnusable, location, record.LogicalName, found, "kernel ids; 'sparsec tune' writes them"));
        }

        return choices with { Layers = new Common.EquatableArray<KernelChoice>([.. current]) };
    }

    private static string Short(string hash) => hash.Length > 16 ? hash.Substring(0, 16) : hash.Length == 0 ? "nothing" : hash;
}
