extern alias runtime;

using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Scheduling;
using Slots = runtime::SparseCompile.Runtime.SlotLayout;

namespace SparseCompile.Kernels.Tests.Reference;

/// <summary>What one layer read and computed.</summary>
/// <param name="Plan">The layer's plan.</param>
/// <param name="Layer">Its rows and inputs in order.</param>
/// <param name="Inputs">Values read, by place.</param>
/// <param name="Results">Values computed, by place; before softmax.</param>
internal sealed record LayerTrace(LayerPlan Plan, Arrangement Layer, float[] Inputs, float[] Results)
{
    /// <summary>Multiplies that are executed: all non-zeros, but those that meet a zero where zeros are skipped.</summary>
    public int Executed => Layer.Rows.Slots.Count(slot => !Layer.SkipsZeroInputs || Inputs[Slots.IndexOf(slot)] != 0f);
}
