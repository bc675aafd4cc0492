using System.Globalization;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Registers;

/// <summary>The register-lookup family: straight-line code, indices and weights at fixed places of its tables.</summary>
internal sealed class RegisterLowering
{
    private const int Width = WindowTable.Lanes;
    private readonly List<LaneOp> _body = [];
    private readonly List<float> _weights = [];
    private readonly List<int> _indices = [];
    private readonly List<int> _masks = [];
    private readonly List<float> _bias = [];
    private int _registers;

    /// <summary>A whole network in one kernel, activations staying in registers from layer to layer.</summary>
    /// <param name="layers">The layers, each reading the one before.</param>
    /// <param name="inputs">Values of one input.</param>
    public static LaneProgram LowerFused(IReadOnlyList<Arrangement> layers, int inputs)
    {
        RegisterLowering lowering = new();
        int[] activations = lowering.LoadInputs(inputs);
        foreach (Arrangement layer in layers)
        {
            activations = lowering.AddLayer(layer, activations);
        }

        int outputs = layers[layers.Count - 1].Layer.Outputs;
        for (int i = 0; i < activations.Length; i++)
        {
            lowering._body.Add(new Store(activations[i], i * Width, Math.Min(Width, outputs - (i * Width))));
        }

        return lowering.Finish(LaneProgram.NameOf(Width), "the whole network, activations kept in registers");
    }

    /// <summary>A layer by itself, inputs loaded from memory: how layers of any size are spelled out, in as many kernels as the JIT's limits ask for.</summary>
    /// <param name="layer">The layer.</param>
    public static IReadOnlyList<LaneProgram> LowerLayer(Arrangement layer)
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
                RegisterLowering lowering = new();
                lowering.OpenGroups(layer, (first, count), isFirst: done == 0);
                lowering.AddSteps(layer, part, (first, count), cursor);
                lowering.CloseGroups(layer, (first, count), isLast: done + UnrollingBudget.StepsPerMethod >= own.Length);
                string name = LaneProgram.NameOf(Width) + "Part" + programs.Count.ToString(CultureInfo.InvariantCulture);
                programs.Add(lowering.Finish(name, "rows on 16 lanes, every step spelled out"));
            }
        }

        return programs;
    }

    private void OpenGroups(Arrangement layer, (int First, int Count) groups, bool isFirst)
    {
        if (isFirst)
        {
            LoadBiases(layer, groups, layer.Bias, group => LaneRemarks.Rows(layer, group * Width, Width));
        }
        else
        {
            _body.AddRange(Enumerable.Range(0, groups.Count).Select(group => new LoadOutput(group, (groups.First + group) * Width)));
        }
    }

    private void AddSteps(Arrangement layer, LookupStep[] steps, (int First, int Count) groups, int[] cursor)
    {
        int loaded = -1;
        foreach (LookupStep step in steps)
        {
            if (step.Register != loaded)
            {
                _body.Add(new LoadInput(groups.Count, step.Register * Width, Width));
                _body.Add(new LoadInput(groups.Count + 1, (step.Register + 1) * Width, Width));
                loaded = step.Register;
            }

            AddStep(step, (step.Group - groups.First, groups.Count, groups.Count + 1, groups.Count + 2), layer.Rows, cursor, secondIsZero: false);
        }
    }

    private void CloseGroups(Arrangement layer, (int First, int Count) groups, bool isLast)
    {
        for (int group = 0; group < groups.Count; group++)
        {
            if (isLast && layer.Layer.Activation.IsOnLanes)
            {
                _body.Add(new Activate(group, layer.Layer.Activation));
            }

            _body.Add(new Store(group, (groups.First + group) * Width, Width));
        }
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

    private int[] AddLayer(Arrangement layer, int[] inputs)
    {
        // Register numbers: inputs first, then one that is zero, then one for looked-up values, then accumulators, layer after layer.
        Zero = Zero < 0 ? inputs.Length : Zero;
        int value = Zero + 1;
        SparseRows rows = PackedRows.Of(layer.Rows, layer.RowOrder.Length);
        int groups = (rows.Positions + Width - 1) / Width;
        int first = _registers;
        _body.Add(new Remark($"{layer.Node.Name}: {layer.Layer.Inputs} -> {layer.Layer.Outputs}, {layer.Layer.Weights.NonZeros} non-zeros"));
        LoadBiases(layer, (0, groups), PackedRows.Values(layer.Bias, layer.Positions, layer.RowOrder.Length), group => LaneRemarks.Describe([.. layer.RowOrder.Skip(group * Width).Take(Width)]));
        int[] cursor = Cursors(rows.Starts);
        foreach (LookupStep step in LookupSchedule.Build(rows.Starts, rows.Slots))
        {
            bool hasSecond = step.Register + 1 < inputs.Length;
            AddStep(step, (first + step.Group, inputs[step.Register], hasSecond ? inputs[step.Register + 1] : Zero, value), rows, cursor, !hasSecond);
        }

        int[] outputs = [.. Enumerable.Range(first, groups)];
        _registers = first + groups;
        if (layer.Layer.Activation.IsOnLanes)
        {
            _body.AddRange(outputs.Select(register => new Activate(register, layer.Layer.Activation)));
        }

        return outputs;
    }

    private void LoadBiases(Arrangement layer, (int First, int Count) groups, float[] bias, Func<int, string> describe)
    {
        for (int group = groups.First; group < groups.First + groups.Count; group++)
        {
            _body.Add(new Remark($"{layer.Node.Name}, lanes: {describe(group)}"));
            _body.Add(new LoadBias(_registers + group - groups.First, _bias.Count));
            for (int lane = 0; lane < Width; lane++)
            {
                int position = (group * Width) + lane;
                _bias.Add(position < bias.Length ? bias[position] : 0f);
            }
        }
    }

    private static int[] Cursors(int[] starts) => (int[])starts.Clone();

    private void AddStep(LookupStep step, (int Accumulator, int First, int Second, int Value) registers, SparseRows rows, int[] cursor, bool secondIsZero)
    {
        _body.Add(new LookupFixed(registers.Value, registers.First, registers.Second, _indices.Count));
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
            _body.Add(new SelectLanes(registers.Value, _masks.Count));
        }

        _masks.Add(mask);
        _body.Add(new MultiplyAdd(registers.Accumulator, registers.Value, offset));
    }

    private LaneProgram Finish(string name, string summary) =>
        new(name, summary, Width, new LaneSignature(LaneTable.Bias | LaneTable.FixedIndices | LaneTable.Weights | LaneTable.Masks), _body)
        {
            Literals = new LiteralTables([.. _indices], [.. _weights], [.. _bias], [.. _masks]),
            IsUnrolled = true,
        };
}
