using SparseCompile.Compiler.CSharp;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Importers.Attributes.Declarations;

namespace SparseCompile.Compiler.Planning;

/// <summary>Says what a user would want to know of a plan.</summary>
internal static class PlanDiagnostics
{
    /// <summary>Share by which a sparse kernel must be slower than the dense estimate before the build says so: the estimates are no better.</summary>
    private const double Margin = 1.1;

    /// <summary>Share of the network's time that must be lost before the build says so: a small last layer is often left dense on purpose.</summary>
    private const double NoticeableLoss = 0.05;

    /// <summary>Nanoseconds that must be lost: below that the estimates are about call overheads.</summary>
    private const double LeastLoss = 50;

    /// <summary>Reports layers that are all zero or too dense, patterns, and a network over its unrolling budget.</summary>
    public static void Report(SparseDeclaration declaration, ModelPlan plan, ICollection<CompilerDiagnostic> diagnostics)
    {
        double total = plan.Layers.Sum(layer => layer.EstimatedNanoseconds);
        foreach (LayerPlan layer in plan.Layers)
        {
            long dense = (long)layer.Node.Declared.Inputs * layer.Node.Declared.Outputs;
            AttributePlace? location = layer.Node.Location ?? declaration.Location;
            if (layer.Node.Declared.NonZeros == 0)
            {
                string shape = $"{Literals.Integer(layer.Node.Declared.Inputs)} -> {Literals.Integer(layer.Node.Declared.Outputs)}";
                diagnostics.Add(CompilerDiagnostic.Create(Rules.AllZero, location, layer.Layer.Name, shape));
            }
            else if (layer.EstimatedNanoseconds > layer.DenseNanoseconds * Margin
                && layer.EstimatedNanoseconds - layer.DenseNanoseconds > Math.Max(LeastLoss, total * NoticeableLoss))
            {
                diagnostics.Add(CompilerDiagnostic.Create(
                    Rules.TooDense,
                    location,
                    layer.Layer.Name,
                    Literals.Percent((double)layer.Node.Declared.NonZeros / dense),
                    Literals.Fixed(layer.EstimatedNanoseconds, 0),
                    Literals.Fixed(layer.DenseNanoseconds, 0)));
            }
        }

        foreach (LayerPlan layer in plan.Layers.Where(layer => layer.Node.Declared.Patterns.Any(pattern => pattern.IsRegular)))
        {
            string patterns = string.Join("; ", layer.Node.Declared.Patterns);
            diagnostics.Add(CompilerDiagnostic.Create(Rules.PatternFound, layer.Node.Location ?? declaration.Location, layer.Layer.Name, patterns, layer.Reason));
        }

        if (declaration.Unrolling == UnrollingMode.Auto && !plan.IsFused)
        {
            long macs = plan.Layers.Sum(layer => (long)layer.Layer.Weights.NonZeros);
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.OverUnrollingBudget,
                declaration.Location,
                declaration.DisplayName,
                $"{Literals.Count(macs)} multiply-accumulates, {Literals.Integer(plan.Layers.Max(Registers))} registers of activations",
                $"{UnrollingBudget.StepsPerNetwork} steps of up to 16, with {UnrollingBudget.LiveRegisters} registers of activations"));
        }
    }

    /// <summary>Registers of 16 that a layer's inputs and outputs fill.</summary>
    private static int Registers(LayerPlan layer) => ((layer.Layer.Inputs + 15) / 16) + ((layer.Layer.Outputs + 15) / 16);
}
