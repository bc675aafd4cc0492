using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The <c>Info</c> member: what was compiled and what was left out.</summary>
internal static class InfoMember
{
    /// <summary>Writes the property and the object behind it, which is made when first asked for.</summary>
    public static void Write(SourceWriter writer, GenerationContext context)
    {
        writer.Line("/// <summary>What was compiled: layers, shapes, non-zeros, multiply-accumulates executed and skipped, kernels chosen and why.</summary>");
        writer.Line(FileFrame.GeneratedCode);
        writer.Line($"public static SparseModelInfo {context.Prefix}Info => {context.Prefix}InfoHolder.Value;").Line();
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open($"private static class {context.Prefix}InfoHolder"))
        {
            writer.Line("internal static readonly SparseModelInfo Value = new(");
            writer.Line($"    {Literals.String(context.Declaration.DisplayName)}, {context.InputLength}, {context.OutputLength},");
            writer.Line($"    [new SparseWeightsInfo({Literals.String(context.File.LogicalName)}, {Literals.String(context.File.ContentHash)})],");
            writer.Line("    [");
            foreach (LayerPlan layer in context.Plan.Layers)
            {
                WriteLayer(writer, layer);
            }

            writer.Line("    ]);");
        }
    }

    private static void WriteLayer(SourceWriter writer, LayerPlan layer)
    {
        DeclaredLayer declared = layer.Node.Declared;
        writer.Line("        new SparseLayerInfo(");
        writer.Line($"            {Literals.String(layer.Layer.Name)}, {declared.Inputs}, {declared.Outputs}, {layer.Layer.Inputs}, {layer.Layer.Outputs},");
        writer.Line($"            {declared.NonZeros}, {layer.Layer.Weights.NonZeros}, {Literals.String(layer.Family.Name())}, {Literals.String(layer.Reason)},");
        writer.Line($"            {Literals.Fixed(layer.LaneUtilisation, 4)}, {Literals.Fixed(layer.EstimatedNanoseconds, 1)}, {PackedLayer.Of(layer).Length},");
        string patterns = string.Join(", ", declared.Patterns.Select(pattern => $"new WeightPatternInfo({Literals.String(pattern.Name)}, {Literals.Fixed(pattern.Fit, 4)})"));
        writer.Line($"            [{patterns}],");
        string candidates = string.Join(", ", layer.Candidates.Select(candidate =>
            $"new KernelCandidateInfo({Literals.String(candidate.Description)}, {Literals.Fixed(candidate.Nanoseconds, 1)})"));
        writer.Line($"            [{candidates}]),");
    }
}
