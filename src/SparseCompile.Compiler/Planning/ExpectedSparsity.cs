using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Networks;

namespace SparseCompile.Compiler.Planning;

/// <summary>How many of a layer's inputs are likely to be zero.</summary>
internal static class ExpectedSparsity
{
    /// <summary>ReLU clears half of what is spread evenly about zero; a definition that knows better says so.</summary>
    private const double AfterRelu = 0.5;

    /// <summary>Share of zeros among the inputs of a node, 0 to below 1.</summary>
    public static double Of(NetworkNode node, Network network)
    {
        bool isAfterRelu = node.Source >= 0 && network.Nodes[node.Source].Layer.Activation.Kind is ActivationKind.Relu or ActivationKind.Relu6;
        return node.Layer.InputSparsity > 0 ? node.Layer.InputSparsity : isAfterRelu ? AfterRelu : 0;
    }
}
