using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Integers;

/// <summary>The sweep, which every simulator of Verilog runs, has what is easily got wrong.</summary>
public sealed class SweepCoverageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_sweep_has_borders_strides_dilation_groups_and_depthwise_convolutions()
    {
        Conv[] convolutions = [.. IntegerNetwork.Read(_folder, NetworkSources.Images).SelectMany(network => network.Network.Graph.Nodes).Select(node => node.Operator).OfType<Conv>()];
        convolutions.ShouldContain(conv => conv.Window.Y.PadBefore > 0 && conv.Window.X.PadAfter > 0);
        convolutions.ShouldContain(conv => conv.Window.Y.PadBefore != conv.Window.Y.PadAfter);
        convolutions.ShouldContain(conv => conv.Window.Y.Stride > 1 && conv.Window.X.Stride > 1);
        convolutions.ShouldContain(conv => conv.Window.X.Dilation > 1 && conv.Groups > 1 && conv.Groups < conv.Outputs);
        convolutions.ShouldContain(conv => conv.Groups > 2 && Enumerable.Range(0, conv.Outputs).All(row => ChannelsOf(conv, row).Distinct().Count() <= 1));
        convolutions.ShouldContain(conv => conv.Window.Taps == 1);
        convolutions.ShouldContain(conv => conv.Window.Y.Kernel != conv.Window.X.Kernel);
    }

    private static IEnumerable<int> ChannelsOf(Conv conv, int row) =>
        conv.Weights.ColumnIndices[conv.Weights.RowStarts[row]..conv.Weights.RowStarts[row + 1]].Select(column => column / conv.Window.Taps);

    /// <summary>More than k values are kept where the k-th has equals, over a whole image and over the channels of a pixel.</summary>
    [Fact]
    public void The_sweep_has_k_winners_with_ties()
    {
        IReadOnlyList<IntegerNetwork> networks = IntegerNetwork.Read(_folder, NetworkSources.All);
        HashSet<string> tied = [];
        foreach (IntegerNetwork network in networks)
        {
            foreach (float[] input in network.Inputs(4))
            {
                sbyte[]?[] values = network.Network.EvaluateAll(network.Network.QuantizeInput(input));
                foreach (QuantizedWinners winners in network.Network.Nodes.OfType<QuantizedWinners>())
                {
                    KWinners op = (KWinners)winners.Node.Operator;
                    sbyte[] kept = values[winners.Node.Output]!;
                    int groups = kept.Length / op.Competing;
                    string kind = op.Image is null || op.Image.Value.Pixels == 1 ? "vector" : op.IsPerPixel ? "pixel" : "image";
                    if (kept.Count(value => value != 0) > op.Count * groups)
                    {
                        tied.Add(kind);
                    }
                }
            }
        }

        tied.Order().ShouldBe(["image", "pixel"]);
    }
}
