using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels;

/// <summary>What lowerings have in common: accumulators opened, and the epilogue of scales, activation and store.</summary>
internal static class LayerEpilogue
{
    /// <summary>Where sums are scaled: from here on, registers that no loop over steps has a name for.</summary>
    public const int ScaledSum = 16;

    /// <summary>A row panel: accumulators from the biases, the steps, the epilogue.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="accumulators">Registers 0 to this.</param>
    /// <param name="width">Lanes of a register.</param>
    /// <param name="step">The body of the loop over steps.</param>
    public static EquatableArray<LaneOp> Panel(Arrangement layer, int accumulators, int width, IEnumerable<LaneOp> step)
    {
        Loop steps = new(null, step.ToEquatableArray());
        List<LaneOp> panel = [];
        if (layer.Passes > 1)
        {
            AddPasses(panel, layer, accumulators, width, steps);
        }
        else
        {
            for (int i = 0; i < accumulators; i++)
            {
                panel.Add(layer.SumsFirst ? new LoadZero(i) : new LoadBias(i, i * width));
            }

            panel.Add(steps);
            Add(panel, layer, accumulators, width);
            if (layer.SumsFirst)
            {
                panel.Add(new Advance(LaneTable.Scales, accumulators * width));
            }
        }

        panel.Add(new Advance(LaneTable.Bias, accumulators * width));
        panel.Add(new Advance(LaneTable.Output, accumulators * width));
        return panel.ToEquatableArray();
    }

    /// <summary>Scales where sums come first, activation, and store of the accumulators.</summary>
    /// <param name="panel">Where the operations go.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="accumulators">Registers 0 to this.</param>
    /// <param name="width">Lanes of a register.</param>
    /// <param name="isBatch">The lanes are inputs of a batch, all of one row.</param>
    public static void Add(List<LaneOp> panel, Arrangement layer, int accumulators, int width, bool isBatch = false)
    {
        for (int i = 0; i < accumulators; i++)
        {
            int result = i;
            if (layer.SumsFirst)
            {
                result = ScaledSum;
                panel.Add(isBatch ? new BroadcastBias(result, 0) : new LoadBias(result, i * width));
                panel.Add(isBatch ? new ScaleAddBroadcast(result, i, 0) : new ScaleAdd(result, i, i * width));
            }

            if (layer.SkipsZeroInputs)
            {
                panel.Add(new AddZero(result));
            }

            if (layer.Layer.Activation.IsOnLanes)
            {
                panel.Add(new Activate(result, layer.Layer.Activation));
            }

            panel.Add(new Store(result, i * width, width));
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

    /// <summary>Several passes: what they make of the biases is kept beside the sums.</summary>
    private static void AddPasses(List<LaneOp> panel, Arrangement layer, int accumulators, int width, Loop steps)
    {
        List<LaneOp> pass = [];
        for (int i = 0; i < accumulators; i++)
        {
            panel.Add(new LoadBias(ScaledSum + i, i * width));
            pass.Add(new LoadZero(i));
        }

        pass.Add(steps);
        pass.AddRange(Enumerable.Range(0, accumulators).Select(i => new ScaleAdd(ScaledSum + i, i, i * width)));
        pass.Add(new Advance(LaneTable.Scales, accumulators * width));
        panel.Add(new Loop(layer.Passes, pass.ToEquatableArray()));
        for (int i = 0; i < accumulators; i++)
        {
            if (layer.Layer.Activation.IsOnLanes)
            {
                panel.Add(new Activate(ScaledSum + i, layer.Layer.Activation));
            }

            panel.Add(new Store(ScaledSum + i, i * width, width));
        }
    }
}
