using SparseCompile.Compiler.Lanes;

namespace SparseCompile.Kernels.Tests.LaneMachine;

/// <summary>The registers of an interpreted program, and what their multiplies do.</summary>
internal sealed class LaneRegisters(LaneProgram program, int rows)
{
    private readonly Dictionary<int, float[]> _registers = [];

    /// <summary>What was multiplied.</summary>
    public MultiplyCount Count { get; } = new();

    /// <summary>The bias that an accumulator started from.</summary>
    public Dictionary<int, int> BiasOf { get; } = [];

    /// <summary>Registers that hold a stored weight on all lanes.</summary>
    public HashSet<int> StoredWeights { get; } = [];

    public float[] this[int register] => _registers[register];

    public void Set(int register, Func<int, float> value)
    {
        StoredWeights.Remove(register);
        _registers[register] = [.. Enumerable.Range(0, program.Width).Select(value)];
    }

    public void Multiply(int accumulator, float[] weights, int inputRegister, bool isMasked)
    {
        float[] input = _registers[inputRegister];
        float[] sum = _registers[accumulator];
        for (int lane = 0; lane < program.Width; lane++)
        {
            if (IsActive(weights[lane]))
            {
                Count.Active++;
                int bias = BiasOf.GetValueOrDefault(accumulator, -1);
                Count.ByBias[bias] = Count.ByBias.GetValueOrDefault(bias) + 1;
            }
            else if (!isMasked && HasRow(accumulator, lane) && BitConverter.SingleToInt32Bits(input[lane]) != 0)
            {
                // -0 times +0 added is the one thing that changes no sum and lets no NaN through.
                throw new ShouldAssertException($"{program.Name}: idle lane {lane} meets {input[lane]:R} instead of +0.");
            }
        }

        Set(accumulator, lane => isMasked && !IsActive(weights[lane]) ? sum[lane] : MathF.FusedMultiplyAdd(weights[lane], input[lane], sum[lane]));
    }

    public void Accumulate(int accumulator, int inputRegister, Func<int, bool> isIdle)
    {
        float[] input = _registers[inputRegister];
        float[] sum = _registers[accumulator];
        for (int lane = 0; lane < program.Width; lane++)
        {
            if (!isIdle(lane))
            {
                Count.Active++;
                Count.StoredWeights++;
            }
            else if (BitConverter.SingleToInt32Bits(input[lane]) is not (0 or int.MinValue))
            {
                throw new ShouldAssertException($"{program.Name}: idle lane {lane} adds {input[lane]:R} instead of a zero.");
            }
        }

        Set(accumulator, lane => sum[lane] + input[lane]);
    }

    public void Scale(int accumulator, int sums, Func<int, float> scale)
    {
        float[] sum = _registers[sums];
        float[] bias = _registers[accumulator];
        Count.Scales += Enumerable.Range(0, program.Width).Count(lane => IsActive(scale(lane)));
        Set(accumulator, lane => MathF.FusedMultiplyAdd(scale(lane), sum[lane], bias[lane]));
    }

    /// <summary>A lane with this weight works.</summary>
    public static bool IsActive(float weight) =>
        BitConverter.SingleToUInt32Bits(weight) switch
        {
            0x8000_0000 => false,
            0 => throw new ShouldAssertException("A weight is +0: neither stored nor marked as idle."),
            _ => true,
        };

    /// <summary>Lanes past the last row are computed and not used, where a program is known to leave them alone.</summary>
    private bool HasRow(int accumulator, int lane) => rows == int.MaxValue || BiasOf[accumulator] + lane < rows;
}
