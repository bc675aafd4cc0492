using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Scheduling;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The <c>Info</c> member: what was compiled and what was left out.</summary>
internal static class InfoMember
{
    /// <summary>Writes the property and the object behind it, which is made when first asked for.</summary>
    public static void Write(SourceWriter writer, GenerationContext context)
    {
        writer.Line("/// <summary>Gets information about the compiled network: layers, shapes, non-zeros, multiply-accumulates executed and skipped, and the selected kernels with reasons.</summary>");
        writer.Line(FileFrame.GeneratedCode);
        writer.Line($"public static {SparseModelInfo} {context.Prefix}Info => {context.PrivateName("InfoHolder")}.Value;").Line();
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open($"private static class {context.PrivateName("InfoHolder")}"))
        {
            writer.Line($"internal static readonly {SparseModelInfo} Value = new(");
            writer.Line($"    {Literals.String(context.Declaration.DisplayName)}, {context.InputLength}, {context.OutputLength},");
            writer.Line($"    [{string.Join(", ", context.File.Parts.Select(part => $"new {SparseWeightsInfo}({Literals.String(part.LogicalName)}, {Literals.String(part.ContentHash)})"))}],");
            writer.Line("    [");
            foreach (NodePlan node in context.Plan.Nodes)
            {
                WriteNode(writer, context, node);
            }

            writer.Line($"    ]) {{ PeakBytes = {context.Kernels.PeakBytes} }};");
        }
    }

    private static void WriteNode(SourceWriter writer, GenerationContext context, NodePlan node)
    {
        DeclaredLayer declared = node.Node.Declared;
        LayerPlan? layer = node as LayerPlan;
        int inputs = node.Node.Inputs.Sum(input => context.Plan.OrderOf(input).Length);
        inputs = layer is null or ConvPlan ? inputs : layer.Layer.Inputs;
        writer.Line($"        new {SparseLayerInfo}(");
        writer.Line($"            {Literals.String(node.Node.Name)}, {declared.Inputs}, {declared.Outputs}, {inputs}, {node.Order.Length},");
        bool learns = context.Features is not null && node == context.Plan.Last;
        string title = learns ? "trainable" : node.Title, reason = learns ? "weights by column, values replaced as they are learned; columns of inputs that are 0 are skipped" : node.Reason;
        writer.Line($"            {declared.NonZeros}, {node.Macs}, {Literals.String(title)}, {Literals.String(reason)},");
        long bytes = layer is null || layer.Original != layer ? 0 : context.Table(layer).Length;
        writer.Line($"            {Literals.Fixed(node.LaneUtilisation, 4)}, {Literals.Fixed(node.EstimatedNanoseconds, 1)}, {bytes},");
        string patterns = string.Join(", ", declared.Patterns.Select(pattern => $"new {WeightPatternInfo}({Literals.String(pattern.Name)}, {Literals.Fixed(pattern.Fit, 4)})"));
        writer.Line($"            [{patterns}],");
        string candidates = string.Join(", ", (layer?.Candidates ?? []).Select(candidate =>
            $"new {KernelCandidateInfo}({Literals.String(candidate.Description)}, {Literals.Fixed(candidate.Nanoseconds, 1)}) {{ Id = {Literals.String(candidate.Spec.Id)} }}"));
        writer.Line($"            [{candidates}])");
        string sources = string.Join(", ", node.Node.Inputs.Select(input => Literals.String(context.Plan.Graph.Values[input].Name)));
        string weights = declared.DenseWeights == declared.DenseMacs ? "" : $"DenseWeights = {declared.DenseWeights}, ";
        writer.Line(
            $"            {{ Operator = {Literals.String(node.Node.Operator.GetType().Name)}, Sources = [{sources}], DenseMacs = {declared.DenseMacs}, {weights}KernelId = {Literals.String(learns ? "trainable" : node.KernelId)} }},");
    }
}
