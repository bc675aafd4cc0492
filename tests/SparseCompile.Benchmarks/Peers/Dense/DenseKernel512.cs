using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vec = System.Runtime.Intrinsics.Vector512<float>;

namespace SparseCompile.Benchmarks.Peers.Dense;

/// <summary>Dense layers on 512-bit vectors. Vectors are read through pointers: <c>Vector512.Load</c> is a call that may stay one.</summary>
/// <remarks>Every shape keeps at least eight sums going, which is what hides a multiply-add's latency on two units.</remarks>
internal static unsafe class DenseKernel512
{
    private const int Lanes = PackedLayer.Lanes;

    /// <summary>Computes a batch.</summary>
    public static void Run(PackedLayer layer, int batch, float* input, float* output)
    {
        int tiled = batch / DenseTile512.Samples * DenseTile512.Samples;
        for (int panel = 0; tiled > 0 && panel < layer.Panels; panel += DenseTile512.Panels)
        {
            // Panels outside, samples inside: the weights of a step stay in the cache while all samples pass.
            for (int sample = 0; sample < tiled; sample += DenseTile512.Samples)
            {
                DenseTile512.Run(layer, panel, input + ((long)sample * layer.Inputs), output + ((long)sample * layer.Outputs));
            }
        }

        for (int sample = tiled; sample < batch; sample++)
        {
            OneSample(layer, input + ((long)sample * layer.Inputs), output + ((long)sample * layer.Outputs));
        }
    }

    /// <summary>Reads a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec At(float* pointer) => *(Vec*)pointer;

    /// <summary>Adds a product to a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec Fma(Vec weights, Vec input, Vec sum) => Vector512.FusedMultiplyAdd(weights, input, sum);

    /// <summary>Writes a panel's outputs, those that exist, after the activation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(PackedLayer layer, int panel, float* y, Vec value)
    {
        value = layer.Relu ? Vector512.MaxNative(value, Vec.Zero) : value;
        int left = layer.Outputs - (panel * Lanes);
        float* target = y + (panel * Lanes);
        if (left >= Lanes)
        {
            *(Vec*)target = value;
            return;
        }

        for (int i = 0; i < left; i++)
        {
            target[i] = value[i];
        }
    }

    private static void OneSample(PackedLayer layer, float* x, float* y)
    {
        int panel = 0;
        for (; panel + 4 <= layer.Panels; panel += 4)
        {
            FourPanels(layer, panel, x, y);
        }

        for (; panel < layer.Panels; panel++)
        {
            OnePanel(layer, panel, x, y);
        }
    }

    private static void FourPanels(PackedLayer layer, int panel, float* x, float* y)
    {
        int inputs = layer.Inputs;
        float* w0 = layer.Panel(panel), w1 = layer.Panel(panel + 1), w2 = layer.Panel(panel + 2), w3 = layer.Panel(panel + 3);
        float* bias = layer.Bias(panel);
        Vec a0 = At(bias), a1 = At(bias + Lanes), a2 = At(bias + (2 * Lanes)), a3 = At(bias + (3 * Lanes));
        Vec b0 = Vec.Zero, b1 = Vec.Zero, b2 = Vec.Zero, b3 = Vec.Zero;
        int k = 0;
        for (; k + 2 <= inputs; k += 2)
        {
            Vec even = Vector512.Create(x[k]), odd = Vector512.Create(x[k + 1]);
            long at = (long)k * Lanes;
            a0 = Fma(At(w0 + at), even, a0);
            a1 = Fma(At(w1 + at), even, a1);
            a2 = Fma(At(w2 + at), even, a2);
            a3 = Fma(At(w3 + at), even, a3);
            b0 = Fma(At(w0 + at + Lanes), odd, b0);
            b1 = Fma(At(w1 + at + Lanes), odd, b1);
            b2 = Fma(At(w2 + at + Lanes), odd, b2);
            b3 = Fma(At(w3 + at + Lanes), odd, b3);
        }

        if (k < inputs)
        {
            Vec even = Vector512.Create(x[k]);
            long at = (long)k * Lanes;
            a0 = Fma(At(w0 + at), even, a0);
            a1 = Fma(At(w1 + at), even, a1);
            a2 = Fma(At(w2 + at), even, a2);
            a3 = Fma(At(w3 + at), even, a3);
        }

        Store(layer, panel, y, a0 + b0);
        Store(layer, panel + 1, y, a1 + b1);
        Store(layer, panel + 2, y, a2 + b2);
        Store(layer, panel + 3, y, a3 + b3);
    }

    private static void OnePanel(PackedLayer layer, int panel, float* x, float* y)
    {
        float* w = layer.Panel(panel);
        Vec a = At(layer.Bias(panel)), b = Vec.Zero, c = Vec.Zero, d = Vec.Zero;
        Vec e = Vec.Zero, f = Vec.Zero, g = Vec.Zero, h = Vec.Zero;
        int k = 0;
        for (; k + 8 <= layer.Inputs; k += 8, w += 8 * Lanes)
        {
            a = Fma(At(w), Vector512.Create(x[k]), a);
            b = Fma(At(w + Lanes), Vector512.Create(x[k + 1]), b);
            c = Fma(At(w + (2 * Lanes)), Vector512.Create(x[k + 2]), c);
            d = Fma(At(w + (3 * Lanes)), Vector512.Create(x[k + 3]), d);
            e = Fma(At(w + (4 * Lanes)), Vector512.Create(x[k + 4]), e);
            f = Fma(At(w + (5 * Lanes)), Vector512.Create(x[k + 5]), f);
            g = Fma(At(w + (6 * Lanes)), Vector512.Create(x[k + 6]), g);
            h = Fma(At(w + (7 * Lanes)), Vector512.Create(x[k + 7]), h);
        }

        for (; k < layer.Inputs; k++, w += Lanes)
        {
            a = Fma(At(w), Vector512.Create(x[k]), a);
        }

        Store(layer, panel, y, a + b + (c + d) + (e + f + (g + h)));
    }
}
