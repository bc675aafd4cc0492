using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Kernels.Tests.Tensors;

/// <summary>Recurrent cells, for one step and for several.</summary>
internal static class RecurrentGraphs
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TensorCase> All { get; } =
    [
        .. from kind in Enum.GetValues<RecurrentKind>()
           from steps in new[] { 1, 5 }
           select Make($"{kind}{steps}", Cell(kind, steps)),
        Make("GruBefore1", Cell(RecurrentKind.Gru, 1) with { ResetsAfter = false }),
        Make("GruBefore4", Cell(RecurrentKind.Gru, 4) with { ResetsAfter = false, IsReversed = true }),
        Make("LstmPeepholes", Cell(RecurrentKind.Lstm, 3) with { Peepholes = Sparse.Vector(5, 3 * 21), IsReversed = true }),
        Make("RnnRelu", Cell(RecurrentKind.Rnn, 3) with { Candidate = new ActivationFunction(ActivationKind.Relu) }),
    ];

    private static Recurrent Cell(RecurrentKind kind, int steps)
    {
        const int Inputs = 13, Hidden = 21;
        int rows = Recurrent.GatesOf(kind) * Hidden;
        return new Recurrent(kind, Sparse.Matrix(1, rows, Inputs), Sparse.Matrix(2, rows, Hidden), Sparse.Vector(3, rows), Sparse.Vector(4, rows)) { Steps = steps };
    }

    private static TensorCase Make(string name, Recurrent cell)
    {
        TensorBuilder graph = new();
        int x = graph.Input(cell.Steps, cell.Inputs), h = graph.Input(cell.Hidden);
        int[] operands = cell.Kind == RecurrentKind.Lstm ? [x, h, graph.Input(cell.Hidden)] : [x, h];
        int all = graph.Add(cell, operands);
        Shape shape = graph.ShapeOf(all);
        int[] outputs = [.. Enumerable.Range(0, shape.Length / cell.Hidden).Select(i => graph.Add(Maps.Slice(shape, [i * cell.Hidden], [1], [cell.Hidden]), all))];
        return graph.Build(name, outputs);
    }
}
