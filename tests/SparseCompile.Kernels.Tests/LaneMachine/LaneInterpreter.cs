using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Planning;
using SparseCompile.Kernels.Tests.Reference;

namespace SparseCompile.Kernels.Tests.LaneMachine;

/// <summary>Executes a lane program exactly, lane by lane, and counts what its multiplies do.</summary>
/// <remarks>Registers that were never written, memory out of bounds, and operations it does not know end the run.</remarks>
internal sealed class LaneInterpreter
{
    private readonly LaneProgram _program;
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly int _rows;
    private readonly Dictionary<int, float[]> _registers = [];
    private readonly Dictionary<int, int> _biasOf = [];
    private readonly HashSet<int> _storedWeights = [];
    private readonly Dictionary<int, int> _loadedIndices = [];
    private readonly Dictionary<LaneTable, int> _cursors = Enum.GetValues<LaneTable>().ToDictionary(table => table, _ => 0);
    private int _window = -1;
    private int? _row;

    private LaneInterpreter(LaneProgram program, float[] input, float[] output, int rows)
    {
        _rows = rows;
        _program = program;
        _input = input;
        _output = output;
    }

    private LaneProgramTables Tables => _program.Tables;

    private int Width => _program.Width;

    private MultiplyCount Count { get; } = new();

    /// <summary>Runs a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="input">All the memory it may load from.</param>
    /// <param name="output">All the memory it may store to.</param>
    /// <param name="rows">Rows there are, for programs that may leave anything on lanes without one.</param>
    public static MultiplyCount Run(LaneProgram program, float[] input, float[] output, int rows = int.MaxValue)
    {
        LaneInterpreter interpreter = new(program, input, output, rows);
        interpreter.Run(program.Body);
        return interpreter.Count;
    }

    private void Run(IEnumerable<LaneOp> body)
    {
        foreach (LaneOp op in body)
        {
            Run(op);
        }
    }

    private void Run(LaneOp op)
    {
        switch (op)
        {
            case Remark:
                break;
            case OpenRow open:
                _row = Tables.Rows[At(LaneTable.Rows, open.Offset)];
                break;
            case LoadBias load:
                _row.ShouldBeNull("biases of neighbouring rows, in the midst of one row");
                _biasOf[load.Target] = At(LaneTable.Bias, load.Offset);
                Set(load.Target, lane => Tables.Bias[At(LaneTable.Bias, load.Offset) + lane]);
                break;
            case BroadcastBias load:
                int bias = At(LaneTable.Bias, load.Offset) + (_row ?? 0);
                _biasOf[load.Target] = bias;
                Set(load.Target, _ => Tables.Bias[bias]);
                break;
            case LoadOutput load:
                Set(load.Target, lane => _output[InOutput(load.Offset) + lane]);
                break;
            case OpenWindow open:
                _window = Tables.Slots[At(LaneTable.Slots, open.Offset)] * _program.Stride;
                break;
            case LoadWindow load:
                _window.ShouldBeGreaterThanOrEqualTo(0);
                Set(load.Target, lane => _input[_window + load.Offset + lane]);
                break;
            case LoadInput load:
                Set(load.Target, lane => lane < load.Count ? _input[load.Offset + lane] : 0f);
                break;
            case LoadZero zero:
                Set(zero.Target, _ => 0f);
                break;
            case LoadIndices load:
                _loadedIndices[load.Target] = At(LaneTable.Indices, load.Offset);
                break;
            case Lookup lookup:
                float[] sources = [.. lookup.Sources.SelectMany(source => _registers[source])];
                int index = lookup.Packed is { } packed ? _loadedIndices[packed] + lookup.Offset : At(LaneTable.Indices, lookup.Offset);
                Set(lookup.Target, lane => !lookup.IsSigned ? sources[Tables.Indices[index + lane]] : Signed(sources, Tables.Indices[index + lane]));
                break;
            case Accumulate step:
                Accumulate(step);
                break;
            case ScaleAdd scale:
                ScaleAdd(scale.Accumulator, scale.Sums, lane => Tables.Scales[At(LaneTable.Scales, scale.Offset) + lane]);
                break;
            case ScaleAddBroadcast scale:
                ScaleAdd(scale.Accumulator, scale.Sums, _ => Tables.Scales[(scale.IsStreamed ? At(LaneTable.Scales, 0) : _row!.Value) + scale.Offset]);
                break;
            case Gather gather:
                Set(gather.Target, lane => _input[Tables.Slots[At(LaneTable.Slots, gather.Offset) + lane]]);
                break;
            case FetchShared fetch:
                Set(fetch.Target, lane => _input[Tables.Slots[At(LaneTable.Slots, fetch.Offset) + (lane / fetch.Share)]]);
                break;
            case FetchQuads fetch:
                Set(fetch.Target, lane => _input[Tables.Slots[At(LaneTable.Slots, fetch.Offset) + (lane / 4)] + (lane % 4)]);
                break;
            case PickOfQuad pick:
                float[] quads = _registers[pick.Source];
                Set(pick.Target, lane => quads[(lane / 4 * 4) + pick.Which]);
                break;
            case GatherFixed gather:
                gather.Slots.Count.ShouldBe(Width);
                Set(gather.Target, lane => _input[gather.Slots[lane]]);
                break;
            case SelectLanes select:
                float[] selected = _registers[select.Target];
                Set(select.Target, lane => ((Tables.Masks[At(LaneTable.Masks, select.Mask)] >> lane) & 1) == 1 ? selected[lane] : 0f);
                break;
            case BroadcastWeight weight:
                float value = Tables.Weights[At(LaneTable.Weights, weight.Offset)];
                Count.StoredWeights++;
                Set(weight.Target, _ => value);
                _storedWeights.Add(weight.Target);
                break;
            case MultiplyAdd step:
                int first = At(LaneTable.Weights, step.Offset);
                Multiply(step.Accumulator, lane => Tables.Weights[first + lane], step.Input, step.IsMasked);
                Count.StoredWeights += Tables.Weights.AsSpan(first, Width).ToArray().Count(IsActive);
                break;
            case MultiplyAddBroadcast step:
                _storedWeights.ShouldContain(step.Weight);
                float[] weights = _registers[step.Weight];
                Multiply(step.Accumulator, lane => weights[lane], step.Input);
                break;
            case MultiplyAddColumns columns:
                RunColumns(columns);
                break;
            case AddZero add:
                float[] signed = _registers[add.Register];
                Set(add.Register, lane => signed[lane] + 0f);
                break;
            case Activate activate:
                float[] sums = _registers[activate.Register];
                Set(activate.Register, lane => Activations.Apply(activate.Function, sums[lane]));
                break;
            case Store store:
                _registers[store.Register].AsSpan(0, store.Count).CopyTo(_output.AsSpan(InOutput(store.Offset), store.Count));
                break;
            case Advance advance:
                _cursors[advance.Table] += advance.Amount;
                break;
            case Loop loop:
                int count = loop.Count ?? Tables.Counts[_cursors[LaneTable.Counts]++];
                for (int i = 0; i < count; i++)
                {
                    Run(loop.Body);
                }

                break;
            default:
                throw new NotSupportedException($"The interpreter does not know {op.GetType().Name}: teach it before relying on these tests.");
        }
    }

    private void RunColumns(MultiplyAddColumns columns)
    {
        int output = At(LaneTable.Output, 0);
        int first = At(LaneTable.Weights, 0);
        for (int slot = 0; slot < columns.Slots; slot++)
        {
            for (int k = Tables.Counts[slot]; _input[slot] != 0f && k < Tables.Counts[slot + 1]; k++)
            {
                IsActive(Tables.Weights[first + k]).ShouldBeTrue();
                Count.Active++;
                Count.StoredWeights++;
                ref float sum = ref _output[output + Tables.Rows[k]];
                sum = MathF.FusedMultiplyAdd(Tables.Weights[first + k], _input[slot], sum);
            }
        }
    }

    private static float Signed(float[] sources, int index) => (index & 0x80) != 0 ? -sources[index & 63] : sources[index & 63];

    private void Accumulate(Accumulate step)
    {
        float[] input = _registers[step.Input];
        float[] sum = _registers[step.Accumulator];
        for (int lane = 0; lane < Width; lane++)
        {
            // The zero of each period of slots is nobody's input.
            int period = _program.Family == KernelFamily.NarrowSignedLookup ? 32 : 64;
            if ((_window + (Tables.Indices[At(LaneTable.Indices, step.Offset) + lane] & (period - 1))) % period != period - 1)
            {
                Count.Active++;
                Count.StoredWeights++;
            }
            else if (BitConverter.SingleToInt32Bits(input[lane]) is not (0 or int.MinValue))
            {
                throw new ShouldAssertException($"{_program.Name}: idle lane {lane} adds {input[lane]:R} instead of a zero.");
            }
        }

        Set(step.Accumulator, lane => sum[lane] + input[lane]);
    }

    private void ScaleAdd(int accumulator, int sums, Func<int, float> scale)
    {
        float[] sum = _registers[sums];
        float[] bias = _registers[accumulator];
        for (int lane = 0; lane < Width; lane++)
        {
            Count.Scales += IsActive(scale(lane)) ? 1 : 0;
        }

        Set(accumulator, lane => MathF.FusedMultiplyAdd(scale(lane), sum[lane], bias[lane]));
    }

    private void Multiply(int accumulator, Func<int, float> weight, int inputRegister, bool isMasked = false)
    {
        float[] input = _registers[inputRegister];
        float[] sum = _registers[accumulator];
        for (int lane = 0; lane < Width; lane++)
        {
            if (IsActive(weight(lane)))
            {
                Count.Active++;
                Count.ByBias[_biasOf.GetValueOrDefault(accumulator, -1)] = Count.ByBias.GetValueOrDefault(_biasOf.GetValueOrDefault(accumulator, -1)) + 1;
            }
            else if (!isMasked && HasRow(accumulator, lane) && BitConverter.SingleToInt32Bits(input[lane]) != 0)
            {
                // -0 times +0 added is the one thing that changes no sum and lets no NaN through.
                throw new ShouldAssertException($"{_program.Name}: idle lane {lane} meets {input[lane]:R} instead of +0.");
            }
        }

        Set(accumulator, lane => isMasked && !IsActive(weight(lane)) ? sum[lane] : MathF.FusedMultiplyAdd(weight(lane), input[lane], sum[lane]));
    }

    /// <summary>Lanes past the last row are computed and not used, where a program is known to leave them alone.</summary>
    private bool HasRow(int accumulator, int lane) => _rows == int.MaxValue || _biasOf[accumulator] + lane < _rows;

    private static bool IsActive(float weight) =>
        BitConverter.SingleToUInt32Bits(weight) switch
        {
            0x8000_0000 => false,
            0 => throw new ShouldAssertException("A weight is +0: neither stored nor marked as idle."),
            _ => true,
        };

    private int InOutput(int offset) => At(LaneTable.Output, offset) + ((_row ?? 0) * _program.Stride);

    private int At(LaneTable table, int offset) => _cursors[table] + offset;

    private void Set(int register, Func<int, float> value)
    {
        _storedWeights.Remove(register);
        float[] lanes = new float[Width];
        for (int lane = 0; lane < Width; lane++)
        {
            lanes[lane] = value(lane);
        }

        _registers[register] = lanes;
    }
}
