using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Quantization.Nodes;

namespace SparseCompile.Compiler.Rtl.Stages;

/// <summary>Turns a network of integers into stages: a stage for each operator, and those that bring its inputs to it.</summary>
/// <remarks>
/// From a value to a reader lie, in this order: a fork where there are several readers, a flatten where an image is read as a vector, and a FIFO where the reader is a join. The FIFO holds a whole
/// image: a branch through a convolution needs pixels ahead of its partner, and no network may block itself.
/// </remarks>
public sealed class StageBuilder : IQuantizedVisitor<Stage>
{
    private readonly QuantizedNetwork _network;
    private readonly List<StreamShape> _streams = [];
    private readonly List<Stage> _stages = [];

    /// <summary>Streams that the readers of each value have yet to take, and the image that flows there; null for a vector.</summary>
    private readonly Dictionary<int, Queue<int>> _sources = [];
    private readonly Dictionary<int, ImageShape?> _images = [];

    private StageBuilder(QuantizedNetwork network) => _network = network;

    /// <summary>The stages of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">A Verilog identifier.</param>
    /// <param name="target">How rows are computed.</param>
    /// <param name="lanes">Lanes of a streamed stage, and of every k-winners stage.</param>
    public static StageGraph Build(QuantizedNetwork network, string name, RtlTarget target, int lanes) =>
        new StageBuilder(network).Build(name) with { Target = target, Lanes = lanes };

    /// <inheritdoc/>
    public Stage Visit(QuantizedLayer node) => Compute(node, node.Conv is { } conv ? new WindowWalk(conv.Input, conv.Window, conv.Output, 0) : null, RowPrograms.Of(node));

    /// <inheritdoc/>
    public Stage Visit(QuantizedMaxPool node) => Compute(node, new WindowWalk(node.Pool.Input, node.Pool.Window, node.Pool.Output, -128), RowPrograms.Of(node));

    /// <inheritdoc/>
    public Stage Visit(QuantizedAveragePool node) => Compute(node, new WindowWalk(node.Pool.Input, node.Pool.Window, node.Pool.Output, 0), RowPrograms.Of(node));

    /// <inheritdoc/>
    public Stage Visit(QuantizedAdd node)
    {
        ImageShape? image = JoinedImage(node, inputs => inputs.All(input => input == inputs[0]));
        int[] operands = Operands(node, image);
        return new ComputeStage(node.Node.Name, operands.ToEquatableArray(), Declare(node, image), null, RowPrograms.Of(node, _streams[operands[0]].Channels));
    }

    /// <inheritdoc/>
    public Stage Visit(QuantizedConcat node)
    {
        ImageShape? image = JoinedImage(node, inputs => inputs.All(input => input?.Height == inputs[0]?.Height && input?.Width == inputs[0]?.Width));
        return new ConcatStage(node.Node.Name, Operands(node, image).ToEquatableArray(), Declare(node, image is { } one ? one with { Channels = _network.Graph.Values[node.Node.Output].Length / one.Pixels } : null));
    }

    /// <inheritdoc/>
    public Stage Visit(QuantizedMove node) => throw new StageException(node.Node.Name, "elements in another arrangement, which streams do not have");

    /// <inheritdoc/>
    public Stage Visit(QuantizedWinners node)
    {
        ImageShape? image = node.Winners.Image;
        int input = Take(node.Node.Input, node.Node.Name, image);
        StreamShape shape = _streams[input];
        int[] factors = [.. Enumerable.Range(0, shape.Channels).Select(channel => node.Factors.Length == 0 ? QuantizedWinners.Neutral : node.Factors[channel])];
        int beats = node.Winners.IsPerPixel ? 1 : shape.Beats;
        return new WinnersStage(node.Node.Name, Single(input), Declare(node, image), beats, node.Winners.Count, factors.ToEquatableArray());
    }

    private static EquatableArray<int> Single(int stream) => new([stream]);

    private StageGraph Build(string name)
    {
        Graph graph = _network.Graph;
        int input = Add(ShapeOf(graph.Input, _images[graph.Input] = InputImage(graph)));
        Share(graph.Input, input);
        foreach (QuantizedNode node in _network.Nodes)
        {
            _stages.Add(node.Accept(this));
            Share(node.Node.Output, _stages[_stages.Count - 1].Outputs[0]);
        }

        return new StageGraph(name, _streams, _stages, input, _sources[graph.Output].Dequeue());
    }

    /// <summary>The network's input is the image that its first reader takes it for: its own shape may have a batch axis in front.</summary>
    private static ImageShape? InputImage(Graph graph) => graph.ImageOf(graph.Input) ?? graph.Readers(graph.Input).FirstOrDefault()?.Operator switch
    {
        Conv conv => conv.Input,
        Pool pool => pool.Input,
        _ => null,
    };

    /// <summary>Lets the readers of a value have it: the network's output is the last one.</summary>
    private void Share(int value, int stream)
    {
        int uses = _network.Graph.Uses(value);
        Queue<int> sources = _sources[value] = new Queue<int>([stream]);
        if (uses > 1)
        {
            sources.Clear();
            for (int i = 0; i < uses; i++)
            {
                sources.Enqueue(Add(_streams[stream]));
            }

            _stages.Add(new ForkStage("fork_" + _network.Graph.Values[value].Name, Single(stream), sources.ToEquatableArray()));
        }
    }

    private ComputeStage Compute(QuantizedNode node, WindowWalk? walk, RowProgram rows) =>
        new(node.Node.Name, Single(Take(node.Node.Input, node.Node.Name, walk?.Image)), Declare(node, walk?.Output), walk, rows);

    /// <summary>A stream of a value for one of its readers, as the image that the reader wants or as a vector.</summary>
    private int Take(int value, string reader, ImageShape? wanted)
    {
        int stream = _sources[value].Dequeue();
        if (wanted is null && _streams[stream].Beats > 1)
        {
            int flat = Add(new StreamShape(_network.Graph.Values[value].Length, 1));
            _stages.Add(new FlattenStage("flatten_" + reader, Single(stream), Single(flat)));
            return flat;
        }

        return wanted is null || ShapeOf(value, wanted) == _streams[stream] ? stream : throw new StageException(reader, $"a vector of {_streams[stream].Channels} elements read as an image of {wanted.Value.Pixels} pixels");
    }

    private int[] Operands(QuantizedNode node, ImageShape? image)
    {
        List<int> operands = [];
        foreach (int value in node.Node.Inputs)
        {
            int stream = Take(value, node.Node.Name, image is null ? null : _images[value]);
            StreamShape shape = _streams[stream];
            int held = Add(shape);
            _stages.Add(new FifoStage("fifo_" + node.Node.Name, Single(stream), Single(held), Math.Max(2, shape.Beats)));
            operands.Add(held);
        }

        return [.. operands];
    }

    /// <summary>The first operand's image, where all operands are images that fit; else null: they are joined as vectors.</summary>
    private ImageShape? JoinedImage(QuantizedNode node, Func<ImageShape?[], bool> fit)
    {
        ImageShape?[] images = [.. node.Node.Inputs.Select(value => _images[value])];
        return images.All(image => image is not null) && fit(images) ? images[0] : null;
    }

    private EquatableArray<int> Declare(QuantizedNode node, ImageShape? image)
    {
        _images[node.Node.Output] = image;
        return Single(Add(ShapeOf(node.Node.Output, image)));
    }

    private StreamShape ShapeOf(int value, ImageShape? image) => image is { } one ? new StreamShape(one.Channels, one.Pixels) : new StreamShape(_network.Graph.Values[value].Length, 1);

    private int Add(StreamShape shape)
    {
        _streams.Add(shape);
        return _streams.Count - 1;
    }
}
