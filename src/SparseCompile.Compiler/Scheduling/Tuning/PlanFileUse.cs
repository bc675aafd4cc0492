using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Importers.Attributes.Declarations;
using SparseCompile.Compiler.Planning;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Scheduling.Tuning;

/// <summary>Decides whether a plan may be used for a declaration, and says so where it may not.</summary>
internal static class PlanFileUse
{
    /// <summary>The declaration's choices; null where there are none, with a warning where that is a surprise.</summary>
    public static ModelChoices? ChoicesOf(SparseDeclaration declaration, WeightFile weights, PlanFile? plan, ICollection<CompilerDiagnostic> diagnostics)
    {
        if (plan is null)
        {
            return null;
        }

        if (plan.Error is { } error)
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.PlanUnusable, declaration.Location, plan.LogicalName, error.Found, error.Expected));
            return null;
        }

        if (plan.WeightsHash != weights.ContentHash)
        {
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.PlanOutdated, declaration.Location, plan.LogicalName, Short(plan.WeightsHash), weights.LogicalName, Short(weights.ContentHash)));
            return null;
        }

        return plan.Models.FirstOrDefault(model => model.Model == declaration.FullName);
    }

    /// <summary>Warns of choices that no layer took.</summary>
    public static void ReportUnused(SparseDeclaration declaration, ModelPlan plan, ModelChoices choices, PlanFile file, ICollection<CompilerDiagnostic> diagnostics)
    {
        foreach (KernelChoice choice in choices.Layers)
        {
            LayerPlan? layer = plan.Layers.FirstOrDefault(candidate => candidate.Layer.Name == choice.Layer);
            if (layer is null)
            {
                diagnostics.Add(CompilerDiagnostic.Create(Rules.PlanUnusable, declaration.Location, file.LogicalName, $"a layer '{choice.Layer}'", "a layer of the model"));
            }
            else if (layer.Kernel != choice.Kernel)
            {
                diagnostics.Add(CompilerDiagnostic.Create(
                    Rules.PlanUnusable, layer.Node.Location ?? declaration.Location, file.LogicalName, $"the kernel '{choice.Kernel}' for layer '{choice.Layer}'", "one of the layer's candidates"));
            }
        }
    }

    private static string Short(string hash) => hash.Length > 16 ? hash.Substring(0, 16) : hash.Length == 0 ? "nothing" : hash;
}
