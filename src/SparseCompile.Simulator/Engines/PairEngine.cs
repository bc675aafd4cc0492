using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Engines;

/// <summary>Lanes of two multipliers, which share four columns.</summary>
internal sealed class PairEngine(TargetInfo target) : IMatrixEngine
{
    private const int Group = 4;
    private const int Multipliers = 2;

    /// <inheritdoc/>
    public EngineRun Run(OperatorInfo op, float[] input)
    {
        Accumulators sums = new(op);
        ProgramInfo program = op.Program!;
        int groups = (program.Columns + Group - 1) / Group;
        long cycles = 0;
        for (int position = 0; position < op.Positions; position++)
        {
            int[] next = new int[target.Lanes];
            int slot = 0;
            for (int round = 0; round < program.Rows; round += target.Lanes)
            {
                for (int step = 0; step < groups * program.Passes; step++, slot++, cycles++)
                {
                    for (int lane = 0; lane < Math.Min(target.Lanes, program.Rows - round); lane++)
                    {
                        next[lane] = Step(op, input, sums, (position, slot), program.Lanes[lane], next[lane]);
                    }
                }
            }

            cycles += 2;
        }

        return new EngineRun(sums.Results, cycles, cycles, sums.Multiplications);
    }

    /// <summary>Both multipliers work in every step; those without a stored weight multiply a zero.</summary>
    private static int Step(OperatorInfo op, float[] input, Accumulators sums, (int Position, int Slot) at, Word[] words, int next)
    {
        int done = 0;
        for (; next < words.Length && words[next].Slot == at.Slot; next++, done++)
        {
            int element = op.Element(words[next].Column, at.Position);
            sums.Add(words[next].Row, at.Position, words[next].Weight, element < 0 ? 0 : input[element]);
        }

        for (; done < Multipliers; done++)
        {
            sums.AddZero();
        }

        return next;
    }
}
