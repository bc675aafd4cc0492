using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Dataflows;
using SparseCompile.Compiler.Hardware.Energy;
using SparseCompile.Compiler.Hardware.Pipelines;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Schedules a network on a target and counts what it costs.</summary>
public static class NetworkEstimator
{
    /// <summary>Computes the figures of a network whose operators are all mapped.</summary>
    /// <param name="source">The network.</param>
    /// <param name="target">The accelerator.</param>
    /// <param name="activity">What is known of zeros in its values.</param>
    /// <exception cref="ArgumentException">An operator is not mapped: ask <see cref="MappedOperators"/> first.</exception>
    public static NetworkFigures Estimate(NetworkSource source, HardwareTarget target, ValueActivity activity)
    {
        if (MappedOperators.Problem(source.Graph) is { } problem)
        {
            throw new ArgumentException(problem);
        }

        OperatorFigures[] operators = [.. source.Graph.Nodes.Select(node => Estimate(source.Graph, node, target, activity))];
        NetworkFigures figures = new(source, target, operators);
        if (target.IsStreamed)
        {
            StageGraph pipeline = StageGraphBuilder.Build(source.Graph, target, operators.Where(op => op.Placement is not null).ToDictionary(op => op.Node, op => op.Placement!));
            (long latency, long interval) = PipelineTimer.Time(pipeline);
            return figures with { Pipeline = pipeline, LatencyCycles = latency, IntervalCycles = interval };
        }

        return figures with
        {
            LatencyCycles = target.IsPipelined ? LongestPath(source.Graph, operators) : operators.Sum(op => op.Effective.Cycles),
            IntervalCycles = target.IsPipelined ? operators.Select(op => op.Effective.Interval).DefaultIfEmpty(0).Max() : operators.Sum(op => op.Effective.Interval),
        };
    }

    /// <summary>Cycles until the output is there, if each operator begins when all that it reads is there.</summary>
    private static long LongestPath(Graph graph, IReadOnlyList<OperatorFigures> operators)
    {
        Dictionary<int, long> ready = new() { [graph.Input] = 0 };
        foreach (OperatorFigures op in operators)
        {
            ready[op.Node.Output] = op.Node.Inputs.Max(input => ready[input]) + op.Effective.Cycles;
        }

        return ready[graph.Output];
    }

    private static OperatorFigures Estimate(Graph graph, Node node, HardwareTarget target, ValueActivity activity)
    {
        if (node.Operator is not MatrixOperator matrix)
        {
            EngineCost moved = target.IsStreamed ? StreamedCost.Of(graph, node, target) : VectorUnit.Cost(graph, node, target);
            return new OperatorFigures(node, null, moved, MacCounts.None, EnergyEstimator.Estimate(graph, node, target, null, moved));
        }

        MatrixWork work = new(matrix, target);
        IEngine engine = Engines.Of(target);
        Placement placement = engine.Place(work);
        EngineCost full = engine.Cost(work, placement, InputActivity.Full);
        InputActivity known = activity.Of(node.Input);
        EngineCost? active = target.ExaminesActivations && activity.Known.ContainsKey(node.Input) ? engine.Cost(work, placement, known) : null;
        return new OperatorFigures(
            node,
            placement,
            full,
            MacCounts.Of(node, active ?? full),
            EnergyEstimator.Estimate(graph, node, target, placement, active ?? full))
        {
            Active = active,
            Activity = known,
            ActivityBasis = active is null ? "" : activity.Basis[node.Input],
        };
    }
}
