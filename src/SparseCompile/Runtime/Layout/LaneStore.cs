using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace SparseCompile.Runtime;

/// <summary>Stores a part of a register, where vectors have no masks.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LaneStore
{
    /// <summary>Stores the first lanes and nothing behind them.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="register">The register.</param>
    /// <param name="count">Lanes, 1 to 4.</param>
    public static void First(float* target, Vector128<float> register, int count)
    {
        for (int lane = 0; lane < count; lane++)
        {
            target[lane] = register.GetElement(lane);
        }
    }
}
