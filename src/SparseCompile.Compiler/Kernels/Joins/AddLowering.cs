using System.Globalization;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.Kernels.Joins;

/// <summary>Sums of operands, element by element: they lie in the same order and spacing.</summary>
internal static class AddLowering
{
    /// <summary>The program for one input.</summary>
    /// <param name="add">The operator.</param>
    /// <param name="operands">How many it adds.</param>
    /// <param name="floats">Floats to add, padded columns included.</param>
    /// <param name="target">The target.</param>
    public static LaneProgram Lower(Add add, int operands, int floats, Target target)
    {
        int width = target.Lanes;
        LaneOp[] body = [new Loop((floats + width - 1) / width, Body(add, operands, width, 1))];
        return Make(LaneProgram.NameOf(width, !target.HasFma), "operands added, element by element", width, operands, body) with { IsSoftware = !target.HasFma };
    }

    /// <summary>The program for a batch, inputs side by side.</summary>
    /// <param name="add">The operator.</param>
    /// <param name="operands">How many it adds.</param>
    /// <param name="positions">Positions to add.</param>
    /// <param name="target">The target.</param>
    /// <param name="vectors">Vectors of inputs side by side.</param>
    public static LaneProgram LowerBatch(Add add, int operands, int positions, Target target, int vectors)
    {
        LaneOp[] body = [new Loop(positions, Body(add, operands, target.Lanes, vectors))];
        string name = "Batch" + target.Lanes.ToString(CultureInfo.InvariantCulture) + "x" + vectors.ToString(CultureInfo.InvariantCulture);
        return Make(name, "operands added, element by element", target.Lanes, operands, body) with { Vectors = vectors };
    }

    private static EquatableArray<LaneOp> Body(Add add, int operands, int width, int vectors)
    {
        List<LaneOp> body = [];
        for (int vector = 0; vector < vectors; vector++)
        {
            body.Add(new LoadOperand(0, 0, vector * width));
            for (int operand = 1; operand < operands; operand++)
            {
                body.Add(new LoadOperand(1, operand, vector * width));
                body.Add(new AddRegisters(0, 0, 1));
            }

            if (add.Function.IsOnLanes)
            {
                body.Add(new Activate(0, add.Function));
            }

            body.Add(new Store(0, vector * width, width));
        }

        body.AddRange([new Advance(LaneTable.Operands, vectors * width), new Advance(LaneTable.Output, vectors * width)]);
        return body.ToEquatableArray();
    }

    private static LaneProgram Make(string name, string summary, int width, int operands, LaneOp[] body)
    {
        LaneProgram program = new(name, summary, width, new LaneSignature(LaneTable.Operands, operands), body);
        LaneVerifier.Verify(program);
        return program;
    }
}
