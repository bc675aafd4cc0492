using SparseCompile.Simulator.Documents;
using SparseCompile.Simulator.Engines;

namespace SparseCompile.Simulator.Vector;

/// <summary>What has no weights, on lanes between two memories.</summary>
internal sealed class VectorMachine(TargetInfo target)
{
    private const int Ranks = 256;

    /// <summary>Runs one inference of an operator.</summary>
    public EngineRun Run(OperatorInfo op, IReadOnlyList<float[]> inputs) => op.Kind switch
    {
        "pool" => Pool(op, inputs[0]),
        "add" => Add(op, inputs),
        "k_winners" => Winners(op.Winners!, inputs[0]),
        "concat" => new EngineRun([.. inputs.SelectMany(input => input)], 0, 0, 0),
        _ => throw new DescriptionException($"Operator '{op.Name}' is a '{op.Kind}', which has no weights here."),
    };

    private EngineRun Pool(OperatorInfo op, float[] input)
    {
        double[] result = new double[op.Length];
        long cycles = 0;
        int pixels = op.Window!.Y.Outputs * op.Window.X.Outputs;
        for (int first = 0; first < result.Length; first += target.VectorLanes)
        {
            for (int tap = 0; tap < op.Window.Taps; tap++, cycles++)
            {
                for (int i = first; i < Math.Min(result.Length, first + target.VectorLanes); i++)
                {
                    PoolTap(op, input, result, i, (tap, pixels));
                }
            }
        }

        return new EngineRun([.. result.Select((sum, i) => op.Finish(sum, 0, i % pixels))], cycles, cycles, 0);
    }

    private static void PoolTap(OperatorInfo op, float[] input, double[] result, int i, (int Tap, int Pixels) at)
    {
        int element = op.Window!.Element((i / at.Pixels * op.Window.Taps) + at.Tap, i % at.Pixels);
        bool isFirst = at.Tap == 0;
        if (op.IsAverage)
        {
            result[i] = (float)((isFirst ? 0 : result[i]) + (element < 0 ? 0 : input[element]));
        }
        else
        {
            float value = element < 0 ? float.NegativeInfinity : input[element];
            result[i] = isFirst ? value : MathF.Max((float)result[i], value);
        }
    }

    private EngineRun Add(OperatorInfo op, IReadOnlyList<float[]> inputs)
    {
        double[] result = new double[op.Length];
        long cycles = 0;
        for (int first = 0; first < result.Length; first += target.VectorLanes)
        {
            for (int operand = 0; operand < inputs.Count; operand++, cycles++)
            {
                for (int i = first; i < Math.Min(result.Length, first + target.VectorLanes); i++)
                {
                    result[i] = op.Integer is { } integer ? result[i] + (inputs[operand][i] * (double)integer.Factors[operand]) : (float)result[i] + inputs[operand][i];
                }
            }
        }

        return new EngineRun([.. result.Select(sum => op.Finish(sum, 0, 0))], cycles, cycles, 0);
    }

    private EngineRun Winners(WinnersInfo winners, float[] input)
    {
        float[] result = new float[input.Length];
        long cycles = 0;
        foreach (int[] group in winners.Groups())
        {
            for (int counted = 0; counted < group.Length; counted += target.VectorLanes)
            {
                cycles++;
            }

            for (int rank = 0; rank < Ranks; rank++)
            {
                cycles++;
            }

            winners.Keep(input, group, result);
            for (int written = 0; written < group.Length; written += target.VectorLanes)
            {
                cycles++;
            }
        }

        return new EngineRun(result, cycles, cycles, 0);
    }
}
