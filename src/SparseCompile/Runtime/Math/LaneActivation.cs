using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseCompile.Runtime;

/// <summary>The activations that take dozens of operations, as calls from generated kernels.</summary>
/// <remarks>
/// Spelled out in a kernel, they used up what the JIT is willing to inline into one method (512 locals): from about the third sigmoid on, every
/// single addition became a call to a method not even optimised yet. One call for each register costs a fraction of the function itself.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneActivation
{
    private const MethodImplOptions Call = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary><see cref="LaneMath.Sigmoid"/>.</summary>
    [MethodImpl(Call)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => LaneMath.Sigmoid(new Lanes512(x)).Value;

    /// <summary><see cref="LaneMath.Sigmoid"/>.</summary>
    [MethodImpl(Call)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => LaneMath.Sigmoid(new Lanes256(x)).Value;

    /// <summary><see cref="LaneMath.Sigmoid"/>.</summary>
    [MethodImpl(Call)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => LaneMath.Sigmoid(new Lanes128(x)).Value;

    /// <summary><see cref="LaneMath.Sigmoid"/>.</summary>
    [MethodImpl(Call)]
    public static float Sigmoid(float x) => LaneMath.Sigmoid(new Lanes1(x)).Value;

    /// <summary><see cref="LaneMath.Tanh"/>.</summary>
    [MethodImpl(Call)]
    public static Vector512<float> Tanh(Vector512<float> x) => LaneMath.Tanh(new Lanes512(x)).Value;

    /// <summary><see cref="LaneMath.Tanh"/>.</summary>
    [MethodImpl(Call)]
    public static Vector256<float> Tanh(Vector256<float> x) => LaneMath.Tanh(new Lanes256(x)).Value;

    /// <summary><see cref="LaneMath.Tanh"/>.</summary>
    [MethodImpl(Call)]
    public static Vector128<float> Tanh(Vector128<float> x) => LaneMath.Tanh(new Lanes128(x)).Value;

    /// <summary><see cref="LaneMath.Tanh"/>.</summary>
    [MethodImpl(Call)]
    public static float Tanh(float x) => LaneMath.Tanh(new Lanes1(x)).Value;

    /// <summary><see cref="LaneMath.Gelu"/>.</summary>
    [MethodImpl(Call)]
    public static Vector512<float> Gelu(Vector512<float> x) => LaneMath.Gelu(new Lanes512(x)).Value;

    /// <summary><see cref="LaneMath.Gelu"/>.</summary>
    [MethodImpl(Call)]
    public static Vector256<float> Gelu(Vector256<float> x) => LaneMath.Gelu(new Lanes256(x)).Value;

    /// <summary><see cref="LaneMath.Gelu"/>.</summary>
    [MethodImpl(Call)]
    public static Vector128<float> Gelu(Vector128<float> x) => LaneMath.Gelu(new Lanes128(x)).Value;

    /// <summary><see cref="LaneMath.Gelu"/>.</summary>
    [MethodImpl(Call)]
    public static float Gelu(float x) => LaneMath.Gelu(new Lanes1(x)).Value;

    /// <summary><see cref="LaneMath.HardSwish"/>.</summary>
    [MethodImpl(Call)]
    public static Vector512<float> HardSwish(Vector512<float> x) => LaneMath.HardSwish(new Lanes512(x)).Value;

    /// <summary><see cref="LaneMath.HardSwish"/>.</summary>
    [MethodImpl(Call)]
    public static Vector256<float> HardSwish(Vector256<float> x) => LaneMath.HardSwish(new Lanes256(x)).Value;

    /// <summary><see cref="LaneMath.HardSwish"/>.</summary>
    [MethodImpl(Call)]
    public static Vector128<float> HardSwish(Vector128<float> x) => LaneMath.HardSwish(new Lanes128(x)).Value;

    /// <summary><see cref="LaneMath.HardSwish"/>.</summary>
    [MethodImpl(Call)]
    public static float HardSwish(float x) => LaneMath.HardSwish(new Lanes1(x)).Value;
}
