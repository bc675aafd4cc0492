using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Json;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes what an operator computes: all that does not depend on the target.</summary>
internal sealed class OperatorWriter(JsonWriter json, Graph graph)
{
    private readonly Dictionary<int, int> _numbers = Numbers(graph);

    /// <summary>Writes name, sources, shapes and parameters.</summary>
    public void Write(Node node)
    {
        json.String("name", node.Name);
        json.String("operator", KindOf(node.Operator));
        json.Strings("sources", node.Inputs.Select(input => graph.Producer(input)?.Name ?? graph.Values[input].Name));
        json.Numbers("reads", node.Inputs.Select(input => _numbers.TryGetValue(input, out int number) ? number : throw new InvalidOperationException($"{node.Name} reads a value that nothing computes.")));
        json.BeginArray("input_shapes", inline: true);
        foreach (int input in node.Inputs)
        {
            json.Shape(null, graph.Values[input].Shape);
        }

        json.EndArray();
        json.Shape("output_shape", graph.Values[node.Output].Shape);
        ActivationWriter.Write(json, node.Operator.Activation);
        if (Pipelines.Walk.Of(node.Operator) is var (window, image))
        {
            json.Numbers("image", [image.Channels, image.Height, image.Width]);
            json.BeginObject("window");
            Write("y", window.Y);
            Write("x", window.X);
            json.EndObject();
        }

        WriteParameters(node.Operator);
    }

    /// <summary>The number of a value: 0 for the input, else 1 + the place of the operator that computes it.</summary>
    public static Dictionary<int, int> Numbers(Graph graph)
    {
        Dictionary<int, int> numbers = new() { [graph.Input] = 0 };
        for (int node = 0; node < graph.Nodes.Count; node++)
        {
            numbers[graph.Nodes[node].Output] = node + 1;
        }

        return numbers;
    }

    /// <summary>The name of an operator's kind.</summary>
    public static string KindOf(Operator op) => op switch
    {
        Linear => "linear",
        Conv => "conv",
        Pool => "pool",
        KWinners => "k_winners",
        Add => "add",
        Concat => "concat",
        _ => op.GetType().Name.ToLowerInvariant(),
    };

    private void WriteParameters(Operator op)
    {
        if (op is Pool pool)
        {
            json.BeginObject("pool", inline: true);
            json.String("kind", pool.Kind == PoolKind.Max ? "max" : "average");
            json.Boolean("counts_padding", pool.CountsPadding);
            json.EndObject();
        }

        if (op is KWinners winners)
        {
            json.BeginObject("winners", inline: true);
            json.Number("count", winners.Count);
            json.Number("competing", winners.Competing);
            json.Numbers("image", winners.Image is { } image ? [image.Channels, image.Height, image.Width] : [winners.Length, 1, 1]);
            json.Boolean("per_pixel", winners.IsPerPixel);
            json.Strings("factor_bits", winners.Factors.Select(Arithmetic.FloatBits));
            json.EndObject();
        }
    }

    private void Write(string key, WindowAxis axis)
    {
        json.BeginObject(key, inline: true);
        json.Number("kernel", axis.Kernel);
        json.Number("stride", axis.Stride);
        json.Number("dilation", axis.Dilation);
        json.Number("pad_before", axis.PadBefore);
        json.Number("pad_after", axis.PadAfter);
        json.Number("overhang", axis.Overhang);
        json.EndObject();
    }
}
