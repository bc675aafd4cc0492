using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Networks;

/// <summary>Removes neurons that nothing reads, and neurons that read nothing: the network computes the same with less.</summary>
/// <remarks>
/// Backwards: an output whose column in the reading layer is all zero is not computed. Forwards: an output whose row is all zero is a
/// constant, activation(bias); what it adds downstream goes into the reader's biases, summed in double precision and rounded once.
/// </remarks>
public static class DeadNeuronElimination
{
    /// <summary>The network without its dead neurons; the layers' outputs that are left are noted in <see cref="DeclaredLayer.KeptOutputs"/>.</summary>
    public static Network Run(Network network)
    {
        NetworkNode[] nodes = [.. network.Nodes];
        for (int i = nodes.Length - 1; i > 0; i--)
        {
            RemoveUnread(nodes, i);
        }

        for (int i = 1; i < nodes.Length; i++)
        {
            FoldConstants(nodes, i);
        }

        return network with { Nodes = nodes };
    }

    private static void RemoveUnread(NetworkNode[] nodes, int reader)
    {
        // Softmax mixes all of a layer's outputs: none of them is dead.
        LinearLayer source = nodes[nodes[reader].Source].Layer;
        if (source.Activation.Kind == ActivationKind.Softmax)
        {
            return;
        }

        bool[] isRead = new bool[source.Outputs];
        foreach (int column in nodes[reader].Layer.Weights.ColumnIndices)
        {
            isRead[column] = true;
        }

        Keep(nodes, reader, isRead);
    }

    private static void FoldConstants(NetworkNode[] nodes, int reader)
    {
        LinearLayer source = nodes[nodes[reader].Source].Layer;
        if (source.Activation.Kind == ActivationKind.Softmax)
        {
            return;
        }

        bool[] isKept = new bool[source.Outputs];
        double[] constants = new double[source.Outputs];
        for (int row = 0; row < isKept.Length; row++)
        {
            isKept[row] = source.Weights.RowLength(row) > 0;
            constants[row] = isKept[row] ? 0 : ReferenceActivation.Evaluate(source.Activation, source.Bias[row]);
        }

        LinearLayer layer = nodes[reader].Layer;
        PendingAffine shift = new([.. Enumerable.Repeat(1.0, layer.Inputs)], constants);
        nodes[reader] = nodes[reader] with { Layer = layer with { Bias = shift.BeforeLayer(layer).Bias } };
        Keep(nodes, reader, isKept);
    }

    private static void Keep(NetworkNode[] nodes, int reader, bool[] isKept)
    {
        if (isKept.All(kept => kept))
        {
            return;
        }

        int[] kept = [.. Enumerable.Range(0, isKept.Length).Where(index => isKept[index])];
        int[] newIndex = new int[isKept.Length];
        for (int i = 0, next = 0; i < newIndex.Length; i++)
        {
            newIndex[i] = isKept[i] ? next++ : -1;
        }

        NetworkNode source = nodes[nodes[reader].Source];
        LinearLayer layer = source.Layer;
        nodes[nodes[reader].Source] = source with
        {
            Layer = layer with { Weights = MatrixBuilder.Map(layer.Weights, kept, null, layer.Inputs), Bias = [.. kept.Select(row => layer.Bias[row])] },
            Declared = source.Declared with
            {
                KeptOutputs = source.Declared.KeptOutputs is { } before ? [.. kept.Select(row => before[row])] : kept,
            },
        };

        LinearLayer readerLayer = nodes[reader].Layer;
        int[] allRows = [.. Enumerable.Range(0, readerLayer.Outputs)];
        nodes[reader] = nodes[reader] with { Layer = readerLayer with { Weights = MatrixBuilder.Map(readerLayer.Weights, allRows, newIndex, kept.Length) } };
    }
}
