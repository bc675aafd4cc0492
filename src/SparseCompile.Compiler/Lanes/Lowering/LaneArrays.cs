using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes.Lowering;

/// <summary>What the lowerings have in common.</summary>
internal static class LaneArrays
{
    /// <summary>Where sums are scaled: from here on, registers that no loop over steps has a name for.</summary>
    public const int ScaledSum = 16;

    /// <summary>The values, followed by zeros.</summary>
    public static float[] Pad(float[] values, int length)
    {
        float[] padded = new float[Math.Max(length, values.Length)];
        Array.Copy(values, padded, values.Length);
        return padded;
    }

    /// <summary>A block: accumulators from the biases, the steps, activation, store.</summary>
    /// <param name="plan">The layer.</param>
    /// <param name="accumulators">Registers 0 to this.</param>
    /// <param name="width">Lanes of a register.</param>
    /// <param name="step">The body of the loop over steps.</param>
    public static EquatableArray<LaneOp> Block(LayerPlan plan, int accumulators, int width, IEnumerable<LaneOp> step)
    {
        Loop steps = new(null, step.ToEquatableArray());
        List<LaneOp> block = [];
        if (plan.Passes > 1)
        {
            AddPasses(block, plan, accumulators, width, steps);
        }
        else
        {
            for (int i = 0; i < accumulators; i++)
            {
                block.Add(plan.SumsFirst ? new LoadZero(i) : new LoadBias(i, i * width));
            }

            block.Add(steps);
            Finish(block, plan, accumulators, width);
            if (plan.SumsFirst)
            {
                block.Add(new Advance(LaneTable.Scales, accumulators * width));
            }
        }

        block.Add(new Advance(LaneTable.Bias, accumulators * width));
        block.Add(new Advance(LaneTable.Output, accumulators * width));
        return block.ToEquatableArray();
    }

    /// <summary>Several passes: what they make of the biases is kept beside the sums.</summary>
    private static void AddPasses(List<LaneOp> block, LayerPlan plan, int accumulators, int width, Loop steps)
    {
        List<LaneOp> pass = [];
        for (int i = 0; i < accumulators; i++)
        {
            block.Add(new LoadBias(ScaledSum + i, i * width));
            pass.Add(new LoadZero(i));
        }

        pass.Add(steps);
        pass.AddRange(Enumerable.Range(0, accumulators).Select(i => new ScaleAdd(ScaledSum + i, i, i * width)));
        pass.Add(new Advance(LaneTable.Scales, accumulators * width));
        block.Add(new Loop(plan.Passes, pass.ToEquatableArray()));
        for (int i = 0; i < accumulators; i++)
        {
            if (IsOnLanes(plan.Layer.Activation))
            {
                block.Add(new Activate(ScaledSum + i, plan.Layer.Activation));
            }

            block.Add(new Store(ScaledSum + i, i * width, width));
        }
    }

    /// <summary>Loads the indices of a step at once, if its groups are four.</summary>
    /// <param name="step">Where the operation goes.</param>
    /// <param name="groups">Groups of 16 rows that share a window.</param>
    /// <param name="register">The register to load into.</param>
    /// <returns>The register; null where each lookup is to load its own.</returns>
    public static int? LoadIndices(List<LaneOp> step, int groups, int register)
    {
        if (groups != WindowTable.PackedGroups)
        {
            return null;
        }

        step.Add(new LoadIndices(register, 0));
        return register;
    }

    /// <summary>Scales where sums come first, activation, and store of the accumulators.</summary>
    /// <param name="block">Where the operations go.</param>
    /// <param name="plan">The layer.</param>
    /// <param name="accumulators">Registers 0 to this.</param>
    /// <param name="width">Lanes of a register.</param>
    /// <param name="isBatch">The lanes are inputs of a batch, all of one row.</param>
    public static void Finish(List<LaneOp> block, LayerPlan plan, int accumulators, int width, bool isBatch = false)
    {
        for (int i = 0; i < accumulators; i++)
        {
            int result = i;
            if (plan.SumsFirst)
            {
                result = ScaledSum;
                block.Add(isBatch ? new BroadcastBias(result, 0) : new LoadBias(result, i * width));
                block.Add(isBatch ? new ScaleAddBroadcast(result, i, 0) : new ScaleAdd(result, i, i * width));
            }

            if (plan.SkipsZeroInputs)
            {
                block.Add(new AddZero(result));
            }

            if (IsOnLanes(plan.Layer.Activation))
            {
                block.Add(new Activate(result, plan.Layer.Activation));
            }

            block.Add(new Store(result, i * width, width));
        }
    }

    /// <summary>The activation is applied lane by lane, in the kernel; softmax is applied to the stored results.</summary>
    public static bool IsOnLanes(ActivationFunction activation) => activation.Kind is not (ActivationKind.None or ActivationKind.Softmax);
}
