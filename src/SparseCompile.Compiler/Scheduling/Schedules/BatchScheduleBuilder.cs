using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels.Broadcast;
using SparseCompile.Compiler.Kernels.Joins;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Scheduling.Schedules;

/// <summary>The schedule of a target for inputs side by side: all values in slots but the output, whose positions are its elements.</summary>
internal sealed class BatchScheduleBuilder : INodePlanVisitor
{
    private readonly ModelPlan _plan;
    private readonly Target _target;
    private readonly int _vectors;
    private readonly Func<LayerPlan, LaneProgram> _programs;
    private readonly IReadOnlyDictionary<int, string> _names;
    private readonly List<Step> _steps = [];
    private readonly List<Storage> _storages = [];
    private readonly Dictionary<int, Storage> _present = [];

    private BatchScheduleBuilder(ModelPlan plan, Target target, int vectors, Func<LayerPlan, LaneProgram> programs, IReadOnlyDictionary<int, string> names)
    {
        _plan = plan;
        _target = target;
        _vectors = vectors;
        _programs = programs;
        _names = names;
    }

    /// <summary>Builds it. The first storage is that of the input; the last step's output that of the output.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="target">The target.</param>
    /// <param name="vectors">Vectors of inputs side by side.</param>
    /// <param name="programs">The program of a layer.</param>
    /// <param name="names">What the code calls each value.</param>
    public static Schedule Build(ModelPlan plan, Target target, int vectors, Func<LayerPlan, LaneProgram> programs, IReadOnlyDictionary<int, string> names)
    {
        BatchScheduleBuilder builder = new(plan, target, vectors, programs, names);
        Storage input = builder.Make(plan.Graph.Input);

        // One slot more, for inputs that no weight reads.
        input.Use(0, SlotLayout.SlotCount(plan.InputOrder.Length) + 1);
        foreach (NodePlan node in plan.Nodes)
        {
            node.Accept(builder);
        }

        return new Schedule(builder._steps, builder._storages, MemoryLayout.Place(builder._storages));
    }

    void INodePlanVisitor.Visit(LayerPlan plan)
    {
        Storage input = _present[plan.Node.Input];
        Storage output = Make(plan.Node.Output);
        Emit(new KernelStep(plan, [_programs(plan)], [input], output, null), (input, 0), (output, plan.Positions));
    }

    void INodePlanVisitor.VisitConv(ConvPlan plan) => throw new InvalidOperationException("A network over pixels has no batch.");

    void INodePlanVisitor.VisitWinners(WinnersPlan plan) => throw new InvalidOperationException("Inputs of a batch have winners of their own.");

    void INodePlanVisitor.VisitPool(PoolPlan plan) => throw new InvalidOperationException("A network over pixels has no batch.");

    void INodePlanVisitor.VisitAdd(JoinPlan plan) => AddSum(plan);

    void INodePlanVisitor.VisitConcat(JoinPlan plan) => AddConcat(plan);

    void INodePlanVisitor.VisitTensor(TensorPlan plan) => throw new InvalidOperationException("A network of tensor operators has no batch.");

    private void AddSum(JoinPlan add)
    {
        Storage[] inputs = [.. add.Node.Inputs.Select(input => _present[input])];
        int positions = SlotLayout.SlotCount(add.Order.Length);
        Storage output = Make(add.Node.Output);
        LaneProgram program = AddLowering.LowerBatch((Add)add.Node.Operator, inputs.Length, LastSlot(add.Order.Length), _target, _vectors);
        Emit(new KernelStep(add, [program], inputs, output, null), [.. inputs.Select(input => (input, 0)), (output, positions)]);
        if (add.IsOutput)
        {
            Storage packed = Make(add.Node.Output, "Rows");
            Emit(new CopyStep(CopyKind.MovePacked, output, packed, add.Order.Length), (output, 0), (packed, add.Order.Length));
        }
    }

    /// <summary>Slots up to the last element: what lies behind was never written.</summary>
    private static int LastSlot(int count) => count == 0 ? 0 : SlotLayout.SlotOf(count - 1) + 1;

    private void AddConcat(JoinPlan concat)
    {
        Storage output = Make(concat.Node.Output, concat.IsOutput ? "Rows" : "Slots");
        int place = 0;
        foreach (int operand in concat.Node.Inputs)
        {
            int count = _plan.Graph.Values[operand].Length;
            int floats = concat.IsOutput ? concat.Order.Length : SlotLayout.SlotCount(concat.Order.Length);
            CopyKind kind = concat.IsOutput ? CopyKind.MovePacked : CopyKind.MoveSlots;
            Emit(new CopyStep(kind, _present[operand], output, count, place), (_present[operand], 0), (output, floats));
            place += count;
        }
    }

    private Storage Make(int value, string suffix = "Slots")
    {
        Storage storage = new(_names[value] + suffix);
        _storages.Add(storage);
        _present[value] = storage;
        return storage;
    }

    private void Emit(Step step, params (Storage Storage, int Floats)[] uses)
    {
        foreach ((Storage storage, int floats) in uses)
        {
            storage.Use(_steps.Count, floats);
        }

        _steps.Add(step);
    }
}
