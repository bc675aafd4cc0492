using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Kernels.Broadcast;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling.Schedules;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>Every lane program of a model, and for each target the schedule that runs them.</summary>
public sealed class KernelSet
{
    private readonly Dictionary<(NodePlan Layer, string Target), IReadOnlyList<LaneProgram>> _programs = [];
    private readonly Dictionary<(NodePlan Layer, string Target, int Vectors), LaneProgram> _batches = [];
    private readonly Dictionary<string, Schedule> _schedules = [];
    private readonly Dictionary<(string Target, int Vectors), Schedule> _batchSchedules = [];

    /// <summary>Lowers a plan.</summary>
    public KernelSet(ModelPlan plan)
    {
        Plan = plan;
        Fused = Unroller.Lower(plan);
        Identifiers = NodeIdentifiers.Make(plan.Nodes.Select(node => node.Node.Name));
        Dictionary<int, string> names = [];
        for (int i = 0; i < plan.Graph.Inputs.Count; i++)
        {
            // Underscored, since no node is called so.
            names[plan.Graph.Inputs[i]] = plan.Graph.Inputs.Count == 1 ? "input" : "input_" + ModelSpans.Text(i);
        }

        for (int i = 0; i < plan.Nodes.Count; i++)
        {
            names[plan.Nodes[i].Node.Output] = char.ToLowerInvariant(Identifiers[i][0]) + Identifiers[i].Substring(1);
        }

        foreach (Target target in TargetRegistry.All.Where(target => !plan.IsFusedOn(target)))
        {
            foreach (LayerPlan layer in plan.Layers)
            {
                _programs[(layer, target.Name)] = layer.Original == layer ? KernelRegistry.Lower(layer.KernelOf(target), target) : _programs[(layer.Original, target.Name)];
            }

            _schedules[target.Name] = ScheduleBuilder.Build(plan, target, layer => _programs[(layer, target.Name)], names);
        }

        foreach (Target target in TargetRegistry.All.Where(target => plan.HasBatch && target.HasBatch))
        {
            foreach (int vectors in VectorsOf(target))
            {
                foreach (LayerPlan layer in plan.Layers)
                {
                    _batches[(layer, target.Name, vectors)] = BroadcastKernels.Lower(layer.Arrangement, target, vectors);
                }

                _batchSchedules[(target.Name, vectors)] = BatchScheduleBuilder.Build(plan, target, vectors, layer => _batches[(layer, target.Name, vectors)], names);
            }
        }
    }

    /// <summary>The plan.</summary>
    public ModelPlan Plan { get; }

    /// <summary>A C# name for each node.</summary>
    public IReadOnlyList<string> Identifiers { get; }

    /// <summary>The 512-bit kernel of the whole network; null when it has one for each layer.</summary>
    public LaneProgram? Fused { get; }

    /// <summary>Inputs can be put side by side.</summary>
    public bool HasBatch => Plan.HasBatch;

    /// <summary>Bytes of memory between the kernels at the peak, for one input on the primary target.</summary>
    public long PeakBytes => _schedules.TryGetValue(TargetRegistry.Primary.Name, out Schedule? schedule) ? schedule.PeakBytes : 0;

    /// <summary>The programs that compute a layer on a target, to be run in this order; none where a fused program does.</summary>
    public IReadOnlyList<LaneProgram> Programs(LayerPlan layer, Target target) => _programs.TryGetValue((layer, target.Name), out IReadOnlyList<LaneProgram>? programs) ? programs : [];

    /// <summary>The programs of a layer for inputs side by side on a target, those that take most at a time first.</summary>
    public IReadOnlyList<LaneProgram> Batches(LayerPlan layer, Target target) =>
        HasBatch && target.HasBatch ? [.. VectorsOf(target).Select(vectors => _batches[(layer, target.Name, vectors)])] : [];

    /// <summary>Everything of a node's that is printed: programs of all targets, each once.</summary>
    public IReadOnlyList<LaneProgram> AllPrograms(NodePlan node)
    {
        IEnumerable<Step> steps = TargetRegistry.All.SelectMany(target => _schedules.TryGetValue(target.Name, out Schedule? schedule) ? schedule.Steps : [])
            .Concat(_batchSchedules.OrderBy(pair => -pair.Key.Vectors).SelectMany(pair => pair.Value.Steps));
        List<LaneProgram> programs = [];
        foreach (LaneProgram program in steps.OfType<KernelStep>().Where(step => step.Node == node).SelectMany(step => step.Programs))
        {
            LaneProgram? other = programs.Find(other => other.Name == program.Name);
            if (other is null)
            {
                programs.Add(program);
            }
            else if (other.Summary != program.Summary || !other.Body.SequenceEqual(program.Body))
            {
                // Printed once, one of the two targets would call the other's.
                throw new InvalidOperationException($"Two kernels of '{node.Node.Name}' are called {program.Name}.");
            }
        }

        return programs;
    }

    /// <summary>What a target does for one input; null where a fused program does it all.</summary>
    public Schedule? ScheduleOf(Target target) => _schedules.TryGetValue(target.Name, out Schedule? schedule) ? schedule : null;

    /// <summary>What a target does for inputs side by side.</summary>
    public Schedule BatchScheduleOf(Target target, int vectors) => _batchSchedules[(target.Name, vectors)];

    /// <summary>Vectors of inputs side by side, most first: eight, and four for the rest; four alone where that is estimated to be faster.</summary>
    public IReadOnlyList<int> VectorsOf(Target target)
    {
        double[] times = [.. BroadcastKernels.Vectors.Select(vectors => Plan.Layers.Sum(layer => BroadcastKernels.Nanoseconds(layer.Arrangement, target, vectors)))];
        return times[1] < times[0] ? [BroadcastKernels.Vectors[1]] : BroadcastKernels.Vectors;
    }
}
