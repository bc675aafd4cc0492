using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Engines;

/// <summary>Lanes that intersect bitmaps, chunk by chunk, and multiply one match in a cycle.</summary>
internal sealed class JoinEngine(TargetInfo target) : IMatrixEngine
{
    /// <inheritdoc/>
    public EngineRun Run(OperatorInfo op, float[] input)
    {
        Accumulators sums = new(op);
        ProgramInfo program = op.Program!;
        int chunks = (program.Columns + target.ChunkBits - 1) / target.ChunkBits;
        Word[][] rows = new Word[program.Rows][];
        ILookup<int, Word> byRow = program.Lanes.SelectMany(lane => lane).ToLookup(word => word.Row);
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = [.. byRow[row]];
        }

        long cycles = 0;
        for (int position = 0; position < op.Positions; position++)
        {
            for (int round = 0; round < program.Rows; round += target.Lanes)
            {
                Lane[] lanes = [.. rows.Skip(round).Take(target.Lanes).Select(row => new Lane(row, chunks, target.ChunkBits))];
                for (; lanes.Any(lane => lane.IsBusy); cycles++)
                {
                    foreach (Lane lane in lanes.Where(lane => lane.IsBusy))
                    {
                        lane.Step(op, input, sums, position);
                    }
                }
            }

            cycles += 2;
        }

        return new EngineRun(sums.Results, cycles, cycles, sums.Multiplications);
    }

    private sealed class Lane(Word[] words, int chunks, int chunkBits)
    {
        private int _chunk;
        private int _next;

        public bool IsBusy => _chunk < chunks;

        /// <summary>Multiplies the next match of the chunk, if there is one, and goes on to the next chunk if there is no other.</summary>
        public void Step(OperatorInfo op, float[] input, Accumulators sums, int position)
        {
            if (Match(op, input, position))
            {
                Word word = words[_next++];
                sums.Add(word.Row, position, word.Weight, input[op.Element(word.Column, position)]);
            }

            if (!Match(op, input, position))
            {
                _chunk++;
            }
        }

        private bool Match(OperatorInfo op, float[] input, int position)
        {
            for (; _next < words.Length && words[_next].Column / chunkBits == _chunk; _next++)
            {
                int element = op.Element(words[_next].Column, position);
                if (element >= 0 && input[element] != 0)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
