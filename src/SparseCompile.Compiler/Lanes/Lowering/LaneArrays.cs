using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;

namespace SparseCompile.Compiler.Lanes.Lowering;

/// <summary>What the lowerings have in common.</summary>
internal static class LaneArrays
{
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
        List<LaneOp> block = [];
        for (int i = 0; i < accumulators; i++)
        {
            block.Add(new LoadBias(i, i * width));
        }

        block.Add(new Loop(null, step.ToEquatableArray()));
        Finish(block, plan, accumulators, width);
        block.Add(new Advance(LaneTable.Bias, accumulators * width));
        block.Add(new Advance(LaneTable.Output, accumulators * width));
        return block.ToEquatableArray();
    }

    /// <summary>Activation and store of the accumulators.</summary>
    public static void Finish(List<LaneOp> block, LayerPlan plan, int accumulators, int width)
    {
        for (int i = 0; i < accumulators; i++)
        {
            if (plan.SkipsZeroInputs)
            {
                block.Add(new AddZero(i));
            }

            if (IsOnLanes(plan.Layer.Activation))
            {
                block.Add(new Activate(i, plan.Layer.Activation));
            }

            block.Add(new Store(i, i * width, width));
        }
    }

    /// <summary>The activation is applied lane by lane, in the kernel; softmax is applied to the stored results.</summary>
    public static bool IsOnLanes(ActivationFunction activation) => activation.Kind is not (ActivationKind.None or ActivationKind.Softmax);
}
