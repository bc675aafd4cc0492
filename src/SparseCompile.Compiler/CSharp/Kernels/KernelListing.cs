using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;

namespace SparseCompile.Compiler.CSharp.Kernels;

/// <summary>A kernel's C# with the lines of each statement that multiplies: what connects code and non-zeros.</summary>
/// <param name="Program">The program.</param>
/// <param name="Text">Its C#, the tables of an unrolled kernel included.</param>
/// <param name="Statements">For each statement of <see cref="LaneTrace"/>, its first line and the one behind its last, from 0.</param>
public sealed record KernelListing(LaneProgram Program, string Text, IReadOnlyList<IReadOnlyList<(int First, int End)>> Statements)
{
    /// <summary>Prints a program, and notes which lines are whose.</summary>
    public static KernelListing Of(LaneProgram program)
    {
        SourceWriter writer = new();
        Marks marks = new();
        UnrolledKernel.Print(writer, program, marks.Add);
        return new KernelListing(program, writer.ToString(), marks.Statements);
    }

    /// <summary>Notes the lines of operations as they are printed.</summary>
    private sealed class Marks
    {
        private readonly Dictionary<int, int> _loaded = [];

        public List<IReadOnlyList<(int First, int End)>> Statements { get; } = [];

        public void Add(LaneOp op, int first, int end)
        {
            if (LaneTrace.IsStatement(op))
            {
                int register = op is LoadWeights load ? load.Target : op is BroadcastWeight broadcast ? broadcast.Target : -1;
                _loaded[register] = Statements.Count;
                Statements.Add(new List<(int First, int End)> { (first, end) });
            }
            else if (op is MultiplyAddBroadcast use && _loaded.TryGetValue(use.Weight, out int statement))
            {
                // A weight that is loaded once and meets several inputs.
                ((List<(int First, int End)>)Statements[statement]).Add((first, end));
            }
        }
    }
}
