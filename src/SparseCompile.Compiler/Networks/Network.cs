namespace SparseCompile.Compiler.Networks;

/// <summary>What is computed: layers with their shapes, and who reads whom.</summary>
/// <param name="InputShape">Extents of one input, outermost first.</param>
/// <param name="Nodes">Layers in an order in which every layer comes after what it reads. The last one is the output.</param>
public sealed record Network(IReadOnlyList<int> InputShape, IReadOnlyList<NetworkNode> Nodes)
{
    /// <summary>Values of one input.</summary>
    public int InputLength => Nodes[0].Layer.Inputs;

    /// <summary>Values of one output.</summary>
    public int OutputLength => Nodes[Nodes.Count - 1].Layer.Outputs;
}
