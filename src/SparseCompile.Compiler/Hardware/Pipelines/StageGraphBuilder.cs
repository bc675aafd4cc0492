using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Dataflows;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware.Pipelines;

/// <summary>Makes the modules of a network: on an edge come producer, fork, flatten, queue, reader, in this order.</summary>
internal sealed class StageGraphBuilder
{
    private readonly Graph _graph;
    private readonly HardwareTarget _target;
    private readonly IReadOnlyDictionary<Node, Placement> _placements;
    private readonly List<StageSpec> _stages = [];
    private readonly Dictionary<int, Queue<int>> _ends = [];
    private int _edges;

    private StageGraphBuilder(Graph graph, HardwareTarget target, IReadOnlyDictionary<Node, Placement> placements)
    {
        _graph = graph;
        _target = target;
        _placements = placements;
    }

    /// <summary>Makes the modules.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="target">A streamed target.</param>
    /// <param name="placements">Where the non-zeros of each layer are.</param>
    public static StageGraph Build(Graph graph, HardwareTarget target, IReadOnlyDictionary<Node, Placement> placements)
    {
        StageGraphBuilder builder = new(graph, target, placements);
        builder.Publish(graph.Input, "input", builder._edges++);
        for (int node = 0; node < graph.Nodes.Count; node++)
        {
            builder.AddNode(node);
        }

        return new StageGraph(builder._stages, builder._edges, builder.BeatsOf(graph.Input).Beats, builder._ends[graph.Output].Dequeue(), builder.BeatsOf(graph.Output).Beats);
    }

    /// <summary>A value is there: its readers, the network's output last, each get an end of a fork.</summary>
    private void Publish(int value, string name, int edge)
    {
        int readers = _graph.Uses(value);
        (int beats, int channels) = BeatsOf(value);
        if (readers == 1)
        {
            _ends[value] = new Queue<int>([edge]);
            return;
        }

        int[] ends = [.. Enumerable.Range(0, readers).Select(_ => _edges++)];
        _stages.Add(new StageSpec(StageKind.Fork, name, -1, [edge], ends) { Beats = beats, Channels = channels });
        _ends[value] = new Queue<int>(ends);
    }

    private void AddNode(int index)
    {
        Node node = _graph.Nodes[index];
        bool wantsImage = WantsImage(node);
        bool isJoin = node.Operator is Add or Concat;
        int[] inputs = [.. node.Inputs.Select(value => Connect(node.Name, value, wantsImage, isJoin))];
        int output = _edges++;
        (int beats, int channels) = wantsImage ? BeatsOf(node.Input) : (1, _graph.Values[node.Input].Length);
        _stages.Add(Stage(node, new StageSpec(StageKind.Engine, node.Name, index, inputs, [output]) { Beats = beats, Channels = channels }));
        Publish(node.Output, node.Name, output);
    }

    private int Connect(string reader, int value, bool wantsImage, bool isJoin)
    {
        int edge = _ends[value].Dequeue();
        (int beats, int channels) = BeatsOf(value);
        if (!wantsImage && beats > 1)
        {
            int flat = _edges++;
            _stages.Add(new StageSpec(StageKind.Flatten, reader, -1, [edge], [flat]) { Beats = beats, Channels = channels });
            (edge, channels, beats) = (flat, channels * beats, 1);
        }

        if (isJoin)
        {
            int queued = _edges++;
            _stages.Add(new StageSpec(StageKind.Fifo, reader, -1, [edge], [queued]) { Beats = beats, Channels = channels, Run = Math.Max(2, beats) });
            edge = queued;
        }

        return edge;
    }

    private StageSpec Stage(Node node, StageSpec stage)
    {
        if (node.Operator is KWinners winners)
        {
            return stage with { Kind = StageKind.Winners, Beats = winners.IsPerPixel ? 1 : stage.Beats, Run = Arithmetic.CeilingDivide(stage.Channels, _target.VectorLanes) };
        }

        if (node.Operator is Concat)
        {
            return stage with { Kind = StageKind.Concat };
        }

        long terms = node.Operator switch
        {
            MatrixOperator matrix => Enumerable.Range(0, matrix.Outputs).Select(row => matrix.Weights.RowLength(row)).DefaultIfEmpty(0).Max(),
            Pool pool => pool.Window.Taps,
            Add => node.Inputs.Count,
            _ => throw new InvalidOperationException($"{node.Name} has no stage."),
        };
        long run = node.Operator is MatrixOperator
            ? _placements[node].Slots + StreamedRowsEngine.Conflicts(_placements[node], _target.Activations.Banks)
            : Arithmetic.CeilingDivide(stage.Channels, _target.Engine.Lanes) * terms;

        // An addition completes at every beat.
        (bool, bool)[] steps = node.Operator is Add ? [.. Enumerable.Repeat((true, true), stage.Beats)] : [.. Walk.Steps(node.Operator)];
        return stage with
        {
            Kind = _target.Dataflow == Dataflow.Spatial ? StageKind.Tree : StageKind.Engine,
            Run = run,
            Levels = Arithmetic.IndexBits(terms),
            Steps = steps,
            HasWindow = Walk.HasWindow(node.Operator),
        };
    }

    private (int Beats, int Channels) BeatsOf(int value) =>
        MappedOperators.ImageOf(_graph, value) is { } image ? (image.Pixels, image.Channels) : (1, _graph.Values[value].Length);

    private bool WantsImage(Node node) => node.Operator switch
    {
        Conv or Pool or KWinners { Image: not null } => true,
        Linear or KWinners => false,

        // Images are joined pixel by pixel, where all of them have the pixels of the result.
        _ => _graph.ImageOf(node.Output) is { } image && node.Inputs.All(input => _graph.ImageOf(input) is { } other && other.Pixels == image.Pixels),
    };
}
