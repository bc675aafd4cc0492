using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Kernels.Joins;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling.Schedules.Bands;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Scheduling.Schedules;

/// <summary>The schedule of a target for one input. Kernels state the spacing that they read; where a value is not there in it, a copy is inserted, once.</summary>
internal sealed class ScheduleBuilder : INodePlanVisitor
{
    private readonly ModelPlan _plan;
    private readonly Target _target;
    private readonly Func<LayerPlan, IReadOnlyList<LaneProgram>> _programs;
    private readonly IReadOnlyDictionary<int, string> _names;
    private readonly List<Step> _steps = [];
    private readonly List<Storage> _storages = [];
    private readonly Dictionary<(int Value, Spacing Spacing), Storage> _present = [];
    private readonly Dictionary<int, Storage> _inputs = [];

    private ScheduleBuilder(ModelPlan plan, Target target, Func<LayerPlan, IReadOnlyList<LaneProgram>> programs, IReadOnlyDictionary<int, string> names)
    {
        _plan = plan;
        _target = target;
        _programs = programs;
        _names = names;
        Graph graph = plan.Graph;
        for (int i = 0; i < graph.Inputs.Count; i++)
        {
            _inputs[graph.Inputs[i]] = graph.IsFunction ? Storage.Input : new Storage(ModelSpans.Input(graph, i), isExternal: true);
        }
    }

    /// <summary>Builds it.</summary>
    /// <param name="plan">The plan; not one that is a single kernel on this target.</param>
    /// <param name="target">The target.</param>
    /// <param name="programs">The programs of a layer on this target.</param>
    /// <param name="names">What the code calls each value.</param>
    public static Schedule Build(ModelPlan plan, Target target, Func<LayerPlan, IReadOnlyList<LaneProgram>> programs, IReadOnlyDictionary<int, string> names)
    {
        ScheduleBuilder builder = new(plan, target, programs, names);
        foreach (NodePlan node in plan.Nodes)
        {
            node.Accept(builder);
        }

        IReadOnlyList<RowBands> bands = BandFinder.Find(builder._steps, builder._storages, target);
        return new Schedule(builder._steps, builder._storages, MemoryLayout.Place(builder._storages)) { Bands = bands };
    }

    void INodePlanVisitor.Visit(LayerPlan plan) => Add(plan);

    void INodePlanVisitor.VisitConv(ConvPlan plan)
    {
        ImageSteps images = new(plan, Raw(plan.Node.Input), _plan.IsChannelsFirst(plan.Node.Input));
        images.Emit(plan.LayoutOf(_target), _programs(plan), (Make, Emit, Leave));
    }

    void INodePlanVisitor.VisitPool(PoolPlan plan)
    {
        ImageSteps images = new(plan, Raw(plan.Node.Input), _plan.IsChannelsFirst(plan.Node.Input));
        images.Emit(plan.Pool, (Make, Emit, Leave));
    }

    void INodePlanVisitor.VisitWinners(WinnersPlan plan)
    {
        ImageSteps images = new(plan, Raw(plan.Node.Input), _plan.IsChannelsFirst(plan.Node.Input));
        images.Emit(plan, (Make, Emit, Leave));
    }

    void INodePlanVisitor.VisitAdd(JoinPlan plan) => AddSum(plan);

    void INodePlanVisitor.VisitConcat(JoinPlan plan) => AddConcat(plan);

    void INodePlanVisitor.VisitTensor(TensorPlan plan)
    {
        Storage[] inputs = [.. plan.Node.Inputs.Select(Raw)];
        Storage output = plan.IsOutput ? OutputOf(plan.Node.Output) : Make(plan.Node.Output, "Packed");
        Emit(new TensorStep(plan, inputs, output), [.. inputs.Select(input => (input, 0)), (output, plan.Order.Length)]);
        if (!plan.IsOutput)
        {
            _present[(plan.Node.Output, Spacing.Packed)] = output;
        }
    }

    private void Add(LayerPlan layer)
    {
        KernelCandidate kernel = layer.KernelOf(_target);
        IReadOnlyList<LaneProgram> programs = _programs(layer);
        Spacing spacing = KernelRegistry.Of(kernel.Spec).Reads(kernel.Spec);
        Storage input = Need(layer.Node.Input, spacing);
        bool isPacked = spacing != Spacing.Slots;
        int positions = isPacked ? layer.Order.Length : layer.Positions;
        int width = programs.Max(program => program.Rows);
        int written = (positions + width - 1) / width * width;

        // What softmax is still to be applied to is not the value yet.
        string suffix = layer.IsOutput ? "Rows" : !isPacked ? "Slots" : layer.Layer.Function.IsElementwise ? "Packed" : "Sums";
        Storage output = layer.IsOutput && layer.IsInOrder && written == _plan.Graph.OutputLength ? Storage.Output : Make(layer.Node.Output, suffix);
        Emit(new KernelStep(layer, programs, [input], output, MakeScratch(layer, programs[0], spacing)), (input, 0), (output, written));
        Finish(layer, output, isPacked ? Spacing.Packed : Spacing.Slots);
    }

    private Storage? MakeScratch(LayerPlan layer, LaneProgram program, Spacing spacing)
    {
        if (!program.Signature.VisitsActiveInputs && program.Wide is null)
        {
            return null;
        }

        Storage scratch = Make(layer.Node.Output, program.Wide is null ? "Active" : "Wide");
        int inputs = layer.Arrangement.InputCount;
        int slots = spacing == Spacing.Packed ? PackedRows.Listed(inputs) : SlotLayout.SlotCount(inputs);
        scratch.Use(_steps.Count, program.Wide is null ? slots : 2 * slots);
        return scratch;
    }

    private void AddSum(JoinPlan add)
    {
        // Images are packed: spreading them over slots took longer than adding them.
        bool isPacked = add.IsOutput || add.Node.Inputs.All(input => _present.ContainsKey((input, Spacing.Packed)) && !_present.ContainsKey((input, Spacing.Slots)));
        Spacing spacing = isPacked ? Spacing.Packed : Spacing.Slots;
        Storage[] inputs = [.. add.Node.Inputs.Select(input => Need(input, spacing))];
        int floats = isPacked ? add.Order.Length : SlotLayout.SlotCount(add.Order.Length);
        int written = (floats + _target.Lanes - 1) / _target.Lanes * _target.Lanes;
        Storage output = add.IsOutput && written == _plan.Graph.OutputLength ? Storage.Output : Make(add.Node.Output, add.IsOutput ? "Rows" : isPacked ? "Packed" : "Slots");
        LaneProgram program = AddLowering.Lower((Add)add.Node.Operator, inputs.Length, floats, _target);
        Emit(new KernelStep(add, [program], inputs, output, null), [.. inputs.Select(input => (input, isPacked ? written : 0)), (output, written)]);
        Finish(add, output, spacing);
    }

    private void AddConcat(JoinPlan concat)
    {
        Storage output = concat.IsOutput ? Storage.Output : Make(concat.Node.Output, "Packed");
        int place = 0;
        foreach (int operand in concat.Node.Inputs)
        {
            int count = _plan.Graph.Values[operand].Length;
            Storage input = _inputs.TryGetValue(operand, out Storage? external) ? external : Need(operand, Spacing.Packed);
            Emit(new CopyStep(CopyKind.Place, input, output, count, place), (input, 0), (output, place + count));
            place += count;
        }

        Finish(concat, output, Spacing.Packed);
    }

    /// <summary>What becomes of a node's results: the output in order, or a value that others find in its spacing.</summary>
    private void Finish(NodePlan node, Storage results, Spacing spacing)
    {
        if (node.IsOutput)
        {
            Emit(new ResultStep(results, node.IsInOrder, node.Node.Operator.Activation), (results, 0));
            return;
        }

        int value = node.Node.Output;
        int count = node.Order.Length;
        if (spacing == Spacing.Slots)
        {
            Emit(new ClearStep(results, SlotLayout.SlotCount(count)), (results, SlotLayout.AllocationLength(count)));
        }

        _present[(value, spacing)] = results;
        if (!node.Node.Operator.Activation.IsElementwise)
        {
            // In slots on every target, since the order of its sum follows from them.
            Storage slots = Need(value, Spacing.Slots);
            _present.Remove((value, Spacing.Packed));
            Emit(new SoftmaxStep(slots, count), (slots, 0));
        }
    }

    /// <summary>The caller's memory for an output.</summary>
    private Storage OutputOf(int value) =>
        _plan.Graph.IsFunction ? Storage.Output : new Storage(ModelSpans.Output(_plan.Graph, _plan.Graph.Outputs.ToList().IndexOf(value)), isExternal: true);

    /// <summary>A value one element after the other, whatever lies behind the last.</summary>
    private Storage Raw(int value) => _inputs.TryGetValue(value, out Storage? input) ? input
        : _present.TryGetValue((value, Spacing.Packed), out Storage? packed) ? packed : Need(value, Spacing.Packed);

    /// <summary>What becomes of an image that was computed.</summary>
    private void Leave(NodePlan node, Storage storage)
    {
        if (!node.IsOutput)
        {
            _present[(node.Node.Output, Spacing.Packed)] = storage;
        }
        else if (storage != Storage.Output)
        {
            Emit(new ResultStep(storage, node.IsInOrder, node.Node.Operator.Activation), (storage, 0));
        }
    }

    /// <summary>A value in a spacing; copied where it is not there yet.</summary>
    private Storage Need(int value, Spacing spacing)
    {
        if (_present.TryGetValue((value, spacing), out Storage? present) && !_unterminated.Contains(present))
        {
            return present;
        }

        int count = _plan.OrderOf(value).Length;
        if (present is not null)
        {
            // A kernel left its results packed; whoever reads them so reads zeros behind them.
            _unterminated.Remove(present);
            Emit(new CopyStep(CopyKind.ClearTail, present, present, count), (present, spacing.AllocationLength(count)));
            return present;
        }

        (Storage from, CopyKind kind) = Source(value, spacing);
        Storage to = Make(value, spacing.ToString());
        Emit(new CopyStep(kind, from, to, count), (from, 0), (to, spacing.AllocationLength(count)));
        _present[(value, spacing)] = to;
        return to;
    }

    private (Storage From, CopyKind Kind) Source(int value, Spacing spacing)
    {
        bool isInOrder = value != _plan.Graph.Input || _plan.IsInputInOrder;
        Storage? contiguous = isInOrder && _inputs.TryGetValue(value, out Storage? input) ? input
            : _present.TryGetValue((value, Spacing.Packed), out Storage? packed) ? packed : null;
        if (spacing == Spacing.Slots)
        {
            return contiguous is not null ? (contiguous, CopyKind.Spread) : (_inputs[value], CopyKind.Scatter);
        }

        if (contiguous is not null)
        {
            return (contiguous, Kind(CopyKind.Pack, CopyKind.SpreadNarrow));
        }

        return (Need(value, Spacing.Slots), Kind(CopyKind.Compact, CopyKind.Narrow));

        CopyKind Kind(CopyKind packed, CopyKind narrow) => spacing switch
        {
            Spacing.Packed => packed,
            Spacing.Narrow => narrow,
            _ => throw new InvalidOperationException($"No copy into {spacing}."),
        };
    }

    private readonly HashSet<Storage> _unterminated = [];

    private Storage Make(int value, string suffix)
    {
        Storage storage = new(_names[value] + suffix);
        _storages.Add(storage);
        if (suffix == "Packed")
        {
            _unterminated.Add(storage);
        }

        return storage;
    }

    private void Emit(Step step, params (Storage Storage, int Floats)[] uses)
    {
        foreach ((Storage storage, int floats) in uses.Where(use => !use.Storage.IsExternal))
        {
            storage.Use(_steps.Count, floats);
        }

        if (step is CopyStep { Kind: not CopyKind.Place, To: { } terminated })
        {
            _unterminated.Remove(terminated);
        }

        _steps.Add(step);
    }
}
