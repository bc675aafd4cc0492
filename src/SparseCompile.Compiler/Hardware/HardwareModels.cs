using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Images;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Makes the accelerator's view of a planned network.</summary>
public static class HardwareModels
{
    /// <summary>The description of a network, on the default number of lanes.</summary>
    public static string Describe(string name, ModelPlan plan, WeightFile file, string optionsHash)
    {
        if (plan.Nodes.Any(node => node is ConvPlan or PoolPlan or WinnersPlan or TensorPlan))
        {
            WeightProvenance[] weights = [new(file.LogicalName, file.ContentHash)];
            return ImageDescriber.Describe(new HardwareModel(name, HardwareModel.DefaultLanes, [], weights, optionsHash, CompilerInfo.Version), plan);
        }

        return HardwareDescriber.Describe(Create(name, plan, file, optionsHash));
    }

    /// <summary>The model of a network of linear layers and joins, on the default number of lanes.</summary>
    public static HardwareModel Create(string name, ModelPlan plan, WeightFile file, string optionsHash)
    {
        List<HardwareLayer> layers = [];
        foreach (LayerPlan layer in plan.Layers)
        {
            DeclaredLayer declared = layer.Node.Declared;
            int[]? inputs = plan.Graph.Producer(layer.Node.Input)?.Declared.KeptOutputs;
            layers.Add(new HardwareLayer(layer.Name, (Linear)layer.Layer, declared.Inputs, declared.Outputs, declared.NonZeros, inputs, declared.KeptOutputs));
        }

        WeightProvenance[] weights = [.. file.Parts.Select(part => new WeightProvenance(part.LogicalName, part.ContentHash))];
        HardwareModel model = new(name, HardwareModel.DefaultLanes, layers, weights, optionsHash, CompilerInfo.Version);
        return IsChain(plan.Graph) ? model : model with
        {
            Sources = [.. plan.Layers.Select(layer => NameOf(plan.Graph, layer.Node.Input))],
            Joins = [.. plan.Nodes.OfType<JoinPlan>().Select(join => Join(plan.Graph, join))],
            Output = plan.Last.Node.Name,
        };
    }

    private static HardwareJoin Join(Graph graph, JoinPlan join) => new(
        join.Node.Name,
        join.IsAdd,
        [.. join.Node.Inputs.Select(input => NameOf(graph, input))],
        join.Node.Declared.Outputs,
        join.Order.Length,
        join.Node.Operator.Activation);

    private static bool IsChain(Graph graph) =>
        graph.Nodes.Select((node, i) => node.Operator is Linear && node.Input == (i == 0 ? graph.Input : graph.Nodes[i - 1].Output)).All(isNext => isNext);

    private static string NameOf(Graph graph, int value) => graph.Producer(value)?.Name ?? graph.Values[value].Name;
}
