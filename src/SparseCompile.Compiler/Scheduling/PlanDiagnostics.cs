using System.Globalization;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>Reports what a user would want to know of a plan.</summary>
/// <param name="model">The model's name.</param>
/// <param name="location">The attribute that declares it.</param>
/// <param name="diagnostics">Takes what is reported.</param>
internal sealed class PlanDiagnostics(string model, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>Share by which a sparse kernel must be slower than the dense estimate before the build says so: the estimates are no better.</summary>
    private const double Margin = 1.1;

    /// <summary>Share of the network's time that must be lost before the build says so: a small last layer is often left dense on purpose.</summary>
    private const double NoticeableLoss = 0.05;

    /// <summary>Nanoseconds that must be lost: below that the estimates are about call overheads.</summary>
    private const double LeastLoss = 50;

    /// <summary>Reports layers that are all zero or too dense, patterns, and a network over its unrolling budget.</summary>
    public void Report(ModelPlan plan)
    {
        double total = plan.Nodes.Sum(node => node.EstimatedNanoseconds);
        foreach (LayerPlan layer in plan.Layers)
        {
            ReportDensity(layer, total);
        }

        foreach (LayerPlan layer in plan.Layers.Where(layer => layer.Node.Declared.Patterns.Any(pattern => pattern.IsRegular)))
        {
            string patterns = string.Join("; ", layer.Node.Declared.Patterns);
            diagnostics.Add(CompilerDiagnostic.Create(Rules.PatternFound, layer.Node.Location ?? location, layer.Name, patterns, layer.Reason));
        }

        foreach (NodePlan node in plan.Nodes)
        {
            if (node.Node.Operator is MatMul product)
            {
                diagnostics.Add(CompilerDiagnostic.Create(Rules.DenseProduct, node.Node.Location ?? location, node.Node.Name, $"{product.Left} and {product.Right}", Count(product.DenseMacs)));
            }
        }

        if (plan.Unrolling == UnrollingMode.Auto && !plan.IsFused)
        {
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.OverUnrollingBudget,
                location,
                model,
                $"{Count(plan.Nodes.Sum(node => node.Macs))} multiply-accumulates, {Count(plan.Layers.Select(Registers).DefaultIfEmpty(0).Max())} registers of activations",
                $"{UnrollingBudget.StepsPerNetwork} steps of up to 16, with {UnrollingBudget.LiveRegisters} registers of activations"));
        }
    }

    private void ReportDensity(LayerPlan layer, double total)
    {
        Graphs.DeclaredLayer declared = layer.Node.Declared;
        AttributePlace? place = layer.Node.Location ?? location;
        if (declared.NonZeros == 0)
        {
            string shape = FormattableString.Invariant($"{declared.Inputs} -> {declared.Outputs}");
            diagnostics.Add(CompilerDiagnostic.Create(Rules.AllZero, place, layer.Name, shape));
        }
        else if (layer.EstimatedNanoseconds > layer.DenseNanoseconds * Margin
            && layer.EstimatedNanoseconds - layer.DenseNanoseconds > Math.Max(LeastLoss, total * NoticeableLoss))
        {
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.TooDense,
                place,
                layer.Name,
                ((double)declared.NonZeros / declared.DenseWeights * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %",
                layer.EstimatedNanoseconds.ToString("0", CultureInfo.InvariantCulture),
                layer.DenseNanoseconds.ToString("0", CultureInfo.InvariantCulture)));
        }
    }

    private static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Registers of 16 that a layer's inputs and outputs fill.</summary>
    private static int Registers(LayerPlan layer) => ((layer.Layer.Inputs + 15) / 16) + ((layer.Layer.Outputs + 15) / 16);
}
