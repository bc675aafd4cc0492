using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Engines;

/// <summary>Complementary sets: select, multiply, route, sum, write.</summary>
internal sealed class ComplementaryMachine(TargetInfo target) : IMatrixEngine
{
    /// <summary>Stages behind the selection.</summary>
    private static readonly string[] s_behind = ["multiply", "route", "sum", "write"];

    /// <inheritdoc/>
    public EngineRun Run(OperatorInfo op, float[] input)
    {
        Accumulators sums = new(op);
        Word?[][] places = Places(op.Program!);
        int ports = Ports(op);
        long cycles = 0;
        for (int position = 0; position < op.Positions; position++)
        {
            cycles += target.SkipsActivations ? Selected(op, input, sums, places, (position, ports)) : Streamed(op, input, sums, places, (position, ports));
        }

        long issued = cycles;
        cycles += s_behind.Length;
        return new EngineRun(sums.Results, cycles, Math.Max(1, issued), sums.Multiplications);
    }

    /// <summary>Words that arrive in a cycle: weights that are used once come through the port, others are at the multipliers.</summary>
    private int Ports(OperatorInfo op)
    {
        if (op.Positions > 1 || target.WeightPortBits == 0)
        {
            return target.Lanes;
        }

        int words = 0;
        for (int left = target.WeightPortBits; left >= op.Program!.WordBits && words < target.Lanes; left -= op.Program.WordBits)
        {
            words++;
        }

        return Math.Max(1, words);
    }

    /// <summary>The places of each column, set after set.</summary>
    private static Word?[][] Places(ProgramInfo program)
    {
        int perColumn = program.SetDepths.Sum();
        Word?[][] places = [.. Enumerable.Range(0, program.Columns).Select(_ => new Word?[perColumn])];
        int first = 0;
        for (int set = 0; set < program.Lanes.Count; set++)
        {
            foreach (Word word in program.Lanes[set])
            {
                places[word.Column][first + (word.Slot / program.Columns)] = word;
            }

            first += program.SetDepths[set];
        }

        return places;
    }

    private long Streamed(OperatorInfo op, float[] input, Accumulators sums, Word?[][] places, (int Position, int Ports) at)
    {
        long cycles = 0;
        int used = at.Ports;
        for (int column = 0; column < places.Length; column++)
        {
            int element = op.Element(column, at.Position);
            float value = element < 0 ? 0 : input[element];
            foreach (Word? place in places[column])
            {
                if (used == at.Ports)
                {
                    (used, cycles) = (0, cycles + 1);
                }

                used++;
                Multiply(sums, place, at.Position, value);
            }
        }

        return cycles;
    }

    private long Selected(OperatorInfo op, float[] input, Accumulators sums, Word?[][] places, (int Position, int Ports) at)
    {
        long cycles = 0;
        int used = at.Ports;
        HashSet<int> banks = [];
        for (int column = 0; column < places.Length; column++)
        {
            int element = op.Element(column, at.Position);
            if (element < 0 || input[element] == 0)
            {
                continue;
            }

            // A bank that has been read in this cycle is read again in the next.
            int bank = target.ActivationBanks == 0 ? column : column % target.ActivationBanks;
            used = banks.Contains(bank) ? at.Ports : used;
            foreach (Word? place in places[column])
            {
                if (used == at.Ports)
                {
                    (used, cycles) = (0, cycles + 1);
                    banks.Clear();
                }

                used++;
                banks.Add(bank);
                Multiply(sums, place, at.Position, input[element]);
            }
        }

        return cycles;
    }

    private void Multiply(Accumulators sums, Word? place, int position, float value)
    {
        if (place is { } word)
        {
            sums.Add(word.Row, position, word.Weight, value);
        }
        else if (target.MultipliesZeros)
        {
            sums.AddZero();
        }
    }
}
