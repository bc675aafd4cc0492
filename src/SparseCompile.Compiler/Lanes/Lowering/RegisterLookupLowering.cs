using System.Globalization;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes.Lowering;

/// <summary>The register-lookup family: straight-line code, indices and weights at fixed places of its tables.</summary>
internal sealed class RegisterLookupLowering
{
    private const int Width = WindowTable.Lanes;
    private readonly List<LaneOp> _body = [];
    private readonly List<float> _weights = [];
    private readonly List<int> _indices = [];
    private readonly List<int> _masks = [];
    private readonly List<float> _bias = [];
    private int _registers;

    /// <summary>A whole network in one kernel, activations staying in registers from layer to layer.</summary>
    public static LaneProgram LowerFused(ModelPlan plan, string name)
    {
        RegisterLookupLowering lowering = new();
        int[] activations = lowering.LoadInputs(plan.Network.InputLength);
        foreach (LayerPlan layer in plan.Layers)
        {
            activations = lowering.AddLayer(layer, activations);
        }

        int outputs = plan.Network.OutputLength;
        for (int i = 0; i < activations.Length; i++)
        {
            lowering._body.Add(new Store(activations[i], i * Width, Math.Min(Width, outputs - (i * Width))));
        }

        return lowering.Finish(name, "the whole network, activations kept in registers");
    }

    /// <summary>A layer by itself, inputs loaded from memory: how layers of any size are spelled out, in as many kernels as the JIT's limits ask for.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="name">What the kernels' names start with.</param>
    public static IReadOnlyList<LaneProgram> LowerLayer(LayerPlan layer, string name)
    {
        List<LookupStep> steps = LookupSchedule.Build(layer.Rows.Starts, layer.Rows.Slots);
        int groups = (layer.Positions + Width - 1) / Width;
        int[] cursor = Cursors(layer.Rows.Starts);
        List<LaneProgram> programs = [];
        for (int first = 0; first < groups; first += LookupSchedule.GroupsAtOnce)
        {
            int count = Math.Min(LookupSchedule.GroupsAtOnce, groups - first);
            LookupStep[] own = [.. steps.Where(step => step.Group >= first && step.Group < first + count)];
            for (int done = 0; done == 0 || done < own.Length; done += UnrollingBudget.StepsPerMethod)
            {
                LookupStep[] part = [.. own.Skip(done).Take(UnrollingBudget.StepsPerMethod)];
                bool isLastPart = done + UnrollingBudget.StepsPerMethod >= own.Length;
                string number = programs.Count.ToString(CultureInfo.InvariantCulture);
                programs.Add(LowerPart(layer, part, first, count, cursor, done == 0, isLastPart, name + "Part" + number));
            }
        }

        return programs;
    }

    private static LaneProgram LowerPart(
        LayerPlan layer, LookupStep[] steps, int firstGroup, int groupCount, int[] cursor, bool isFirst, bool isLast, string name)
    {
        RegisterLookupLowering lowering = new();
        if (isFirst)
        {
            lowering.LoadBiases(layer, firstGroup, groupCount, layer.Bias, group => LaneRemarks.Rows(layer, group * Width, Width));
        }
        else
        {
            lowering._body.AddRange(Enumerable.Range(0, groupCount).Select(group => new LoadOutput(group, (firstGroup + group) * Width)));
        }

        int loaded = -1;
        foreach (LookupStep step in steps)
        {
            if (step.Register != loaded)
            {
                lowering._body.Add(new LoadInput(groupCount, step.Register * Width, Width));
                lowering._body.Add(new LoadInput(groupCount + 1, (step.Register + 1) * Width, Width));
                loaded = step.Register;
            }

            lowering.AddStep(step, step.Group - firstGroup, groupCount, groupCount + 1, groupCount + 2, layer.Rows, cursor, secondIsZero: false);
        }

        for (int group = 0; group < groupCount; group++)
        {
            if (isLast && LaneArrays.IsOnLanes(layer.Layer.Activation))
            {
                lowering._body.Add(new Activate(group, layer.Layer.Activation));
            }

            lowering._body.Add(new Store(group, (firstGroup + group) * Width, Width));
        }

        return lowering.Finish(name, "rows on 16 lanes, every step spelled out");
    }

    private int[] LoadInputs(int count)
    {
        int[] registers = [.. Enumerable.Range(0, (count + Width - 1) / Width)];
        foreach (int register in registers)
        {
            _body.Add(new LoadInput(register, register * Width, Math.Min(Width, count - (register * Width))));
        }

        _registers = registers.Length + 2;
        _body.Add(new LoadZero(registers.Length));
        return registers;
    }

    private int Zero { get; set; } = -1;

    private int[] AddLayer(LayerPlan layer, int[] inputs)
    {
        // Register numbers: inputs first, then one that is zero, then one for looked-up values, then accumulators, layer after layer.
        Zero = Zero < 0 ? inputs.Length : Zero;
        int value = Zero + 1;
        SparseRows rows = layer.PackedRows;
        int groups = (rows.Positions + Width - 1) / Width;
        int first = _registers;
        _body.Add(new Remark($"{layer.Layer.Name}: {layer.Layer.Inputs} -> {layer.Layer.Outputs}, {layer.Layer.Weights.NonZeros} non-zeros"));
        LoadBiases(layer, 0, groups, layer.PackedBias, group => LaneRemarks.Describe([.. layer.RowOrder.Skip(group * Width).Take(Width)]));
        int[] cursor = Cursors(rows.Starts);
        foreach (LookupStep step in LookupSchedule.Build(rows.Starts, rows.Slots))
        {
            bool hasSecond = step.Register + 1 < inputs.Length;
            AddStep(step, first + step.Group, inputs[step.Register], hasSecond ? inputs[step.Register + 1] : Zero, value, rows, cursor, !hasSecond);
        }

        int[] outputs = [.. Enumerable.Range(first, groups)];
        _registers = first + groups;
        if (LaneArrays.IsOnLanes(layer.Layer.Activation))
        {
            _body.AddRange(outputs.Select(register => new Activate(register, layer.Layer.Activation)));
        }

        return outputs;
    }

    private void LoadBiases(LayerPlan layer, int firstGroup, int groupCount, float[] bias, Func<int, string> describe)
    {
        for (int group = firstGroup; group < firstGroup + groupCount; group++)
        {
            _body.Add(new Remark($"{layer.Layer.Name}, lanes: {describe(group)}"));
            _body.Add(new LoadBias(_registers + group - firstGroup, _bias.Count));
            for (int lane = 0; lane < Width; lane++)
            {
                int position = (group * Width) + lane;
                _bias.Add(position < bias.Length ? bias[position] : 0f);
            }
        }
    }

    private static int[] Cursors(int[] starts) => (int[])starts.Clone();

    private void AddStep(LookupStep step, int accumulator, int first, int second, int value, SparseRows rows, int[] cursor, bool secondIsZero)
    {
        _body.Add(new Lookup(value, new EquatableArray<int>([first, second]), _indices.Count));
        int mask = 0;
        int offset = _weights.Count;
        for (int lane = 0; lane < Width; lane++)
        {
            bool active = step.Lanes[lane] != LookupSchedule.Idle;
            mask |= active ? 1 << lane : 0;

            // Idle lanes look up the register of zeros where there is one beside; elsewhere they are masked.
            _indices.Add(active ? step.Lanes[lane] : Width);
            _weights.Add(active ? rows.Weights[cursor[(step.Group * Width) + lane]++] : -0f);
        }

        if (mask != 0xFFFF && !secondIsZero)
        {
            _body.Add(new SelectLanes(value, _masks.Count));
        }

        _masks.Add(mask);
        _body.Add(new MultiplyAdd(accumulator, value, offset));
    }

    private LaneProgram Finish(string name, string summary) => new(name, summary, Width, KernelFamily.RegisterLookup, _body, new LaneProgramTables
    {
        Indices = [.. _indices], Weights = [.. _weights], Bias = [.. _bias], Masks = [.. _masks],
    });
}
