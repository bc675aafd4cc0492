using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Engines;

/// <summary>Broadcasts columns to lanes with queues.</summary>
internal sealed class ColumnEngine(TargetInfo target) : IMatrixEngine
{
    /// <inheritdoc/>
    public EngineRun Run(OperatorInfo op, float[] input)
    {
        Accumulators sums = new(op);
        Lane[] lanes = [.. op.Program!.Lanes.Select(words => new Lane(words, op.Program.Columns, target.Queue))];
        long cycles = 0;
        for (int position = 0; position < op.Positions; position++)
        {
            cycles += Position(op, input, lanes, sums, position);

            // The last word is accumulated, then written.
            cycles += 2;
        }

        return new EngineRun(sums.Results, cycles, cycles, sums.Multiplications);
    }

    private long Position(OperatorInfo op, float[] input, Lane[] lanes, Accumulators sums, int position)
    {
        Queue<(int Column, float Value)> columns = new();
        for (int column = 0; column < op.Program!.Columns; column++)
        {
            int element = op.Element(column, position);
            float value = element < 0 ? 0 : input[element];
            if (value != 0 || !target.SkipsActivations)
            {
                columns.Enqueue((column, value));
            }
        }

        long cycles = 0;
        while (columns.Count > 0 || lanes.Any(lane => lane.IsBusy))
        {
            foreach (Lane lane in lanes)
            {
                lane.Step(sums, position);
            }

            if (columns.TryPeek(out (int Column, float Value) next) && lanes.All(lane => lane.HasRoom(next.Column)))
            {
                columns.Dequeue();
                foreach (Lane lane in lanes)
                {
                    lane.Take(next.Column, next.Value);
                }
            }

            cycles++;
        }

        return cycles;
    }

    private sealed class Lane
    {
        private readonly Word[][] _columns;
        private readonly Queue<(int Column, float Value)> _queue = new();
        private readonly int _capacity;
        private Word[] _words = [];
        private float _value;
        private int _next;

        public Lane(Word[] words, int columns, int capacity)
        {
            ILookup<int, Word> byColumn = words.ToLookup(word => word.Column);
            _columns = [.. Enumerable.Range(0, columns).Select(column => byColumn[column].ToArray())];
            _capacity = capacity;
        }

        public bool IsBusy => _next < _words.Length || _queue.Count > 0;

        /// <summary>A lane without words in the column does not take it. Without a queue, a lane takes a column in the cycle of its last word.</summary>
        public bool HasRoom(int column) => _columns[column].Length == 0 || (_capacity == 0 ? !IsBusy : _queue.Count < _capacity);

        public void Take(int column, float value)
        {
            if (_columns[column].Length > 0)
            {
                _queue.Enqueue((column, value));
            }
        }

        public void Step(Accumulators sums, int position)
        {
            if (_next == _words.Length && _queue.TryDequeue(out (int Column, float Value) entry))
            {
                (_words, _value, _next) = (_columns[entry.Column], entry.Value, 0);
            }

            if (_next < _words.Length)
            {
                Word word = _words[_next++];
                sums.Add(word.Row, position, word.Weight, _value);
            }
        }
    }
}
