using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Engines;

/// <summary>An output-stationary array, register by register: activations move right, weights move down, sums are drained through the columns.</summary>
internal sealed class SystolicArray(TargetInfo target) : IMatrixEngine
{
    private readonly Activation[,] _right = new Activation[target.Rows, target.Lanes];
    private readonly Weight[,] _down = new Weight[target.Rows, target.Lanes];

    /// <inheritdoc/>
    public EngineRun Run(OperatorInfo op, float[] input)
    {
        Accumulators sums = new(op);
        ProgramInfo program = op.Program!;
        long cycles = 0;
        for (int position = 0; position < op.Positions; position += target.Rows)
        {
            int[] next = new int[target.Lanes];
            int start = 0;
            for (int set = 0; set < program.SetDepths.Count; set += target.Lanes)
            {
                int end = start + (program.SetDepths.Skip(set).Take(target.Lanes).Max() * program.Columns);
                if (end > start)
                {
                    cycles += Tile(op, input, sums, (position, set, start, end), next);
                }

                start = end;
            }
        }

        return new EngineRun(sums.Results, cycles, cycles, sums.Multiplications);
    }

    private long Tile(OperatorInfo op, float[] input, Accumulators sums, (int Position, int Set, int Start, int End) tile, int[] next)
    {
        Array.Clear(_right);
        Array.Clear(_down);
        long cycles = 0;

        // The last token of the last element ends the tile.
        for (bool isDone = false; !isDone; cycles++)
        {
            Shift();
            for (int row = 0; row < target.Rows; row++)
            {
                _right[row, 0] = Enter(op, input, tile, row, (int)(tile.Start + cycles - row));
            }

            for (int lane = 0; lane < target.Lanes; lane++)
            {
                _down[0, lane] = Enter(op.Program!, tile, lane, (int)(tile.Start + cycles - lane), next);
            }

            Multiply(sums, tile.Position);
            isDone = _right[target.Rows - 1, target.Lanes - 1].IsLast;
        }

        // One sum leaves each column in a cycle.
        for (int row = 0; row < target.Rows; row++)
        {
            for (int sum = 0; sum < op.Program!.RowsPerSet; sum++)
            {
                cycles++;
            }
        }

        return cycles;
    }

    private void Shift()
    {
        for (int row = target.Rows - 1; row >= 0; row--)
        {
            for (int lane = target.Lanes - 1; lane >= 0; lane--)
            {
                _right[row, lane] = lane > 0 ? _right[row, lane - 1] : default;
                _down[row, lane] = row > 0 ? _down[row - 1, lane] : default;
            }
        }
    }

    private void Multiply(Accumulators sums, int position)
    {
        for (int row = 0; row < target.Rows; row++)
        {
            for (int lane = 0; lane < target.Lanes; lane++)
            {
                ref Activation activation = ref _right[row, lane];
                ref Weight weight = ref _down[row, lane];
                if (!activation.IsValid || !weight.IsValid)
                {
                    continue;
                }

                if (weight.IsZero)
                {
                    sums.AddZero();
                }
                else
                {
                    sums.Add(weight.Row, position + row, weight.Value, activation.Value);
                }
            }
        }
    }

    private Activation Enter(OperatorInfo op, float[] input, (int Position, int Set, int Start, int End) tile, int row, int slot)
    {
        if (slot < tile.Start || slot >= tile.End)
        {
            return default;
        }

        int position = tile.Position + row;
        bool isLast = slot == tile.End - 1;
        if (position >= op.Positions)
        {
            return new Activation(0, IsValid: false, isLast);
        }

        int element = op.Element((slot - tile.Start) % op.Program!.Columns, position);
        return new Activation(element < 0 ? 0 : input[element], IsValid: true, isLast);
    }

    private Weight Enter(ProgramInfo program, (int Position, int Set, int Start, int End) tile, int lane, int slot, int[] next)
    {
        if (slot < tile.Start || slot >= tile.End || tile.Set + lane >= program.SetDepths.Count)
        {
            return default;
        }

        Word[] words = program.Lanes[lane];
        if (next[lane] < words.Length && words[next[lane]].Slot == slot)
        {
            Word word = words[next[lane]++];
            return new Weight(word.Weight, word.Row, IsValid: true, IsZero: false);
        }

        return target.MultipliesZeros ? new Weight(0, 0, IsValid: true, IsZero: true) : default;
    }

    private readonly record struct Activation(float Value, bool IsValid, bool IsLast);

    private readonly record struct Weight(float Value, int Row, bool IsValid, bool IsZero);
}
