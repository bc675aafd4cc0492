using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vec = System.Runtime.Intrinsics.Vector256<float>;

namespace SparseCompile.Benchmarks.Peers.Dense;

/// <summary>Dense layers on 256-bit vectors: two for each panel; the runtime makes narrower ones of them where it must.</summary>
/// <remarks>With 16 registers at hand, eight sums and their operands are what fits.</remarks>
internal static unsafe class DenseKernel256
{
    private const int Lanes = PackedLayer.Lanes;
    private const int Half = Lanes / 2;
    private const int Tile = 4;

    /// <summary>Computes a batch.</summary>
    public static void Run(PackedLayer layer, int batch, float* input, float* output)
    {
        for (int panel = 0; panel < layer.Panels; panel++)
        {
            int sample = 0;
            for (; sample + Tile <= batch; sample += Tile)
            {
                FourSamples(layer, panel, input + ((long)sample * layer.Inputs), output + ((long)sample * layer.Outputs));
            }

            for (; sample < batch; sample++)
            {
                OneSample(layer, panel, input + ((long)sample * layer.Inputs), output + ((long)sample * layer.Outputs));
            }
        }
    }

    private static void OneSample(PackedLayer layer, int panel, float* x, float* y)
    {
        float* w = layer.Panel(panel);
        Vec a0 = At(layer.Bias(panel)), a1 = At(layer.Bias(panel) + Half);
        Vec b0 = Vec.Zero, b1 = Vec.Zero, c0 = Vec.Zero, c1 = Vec.Zero, d0 = Vec.Zero, d1 = Vec.Zero;
        int k = 0;
        for (; k + 4 <= layer.Inputs; k += 4, w += 4 * Lanes)
        {
            Vec x0 = Vector256.Create(x[k]), x1 = Vector256.Create(x[k + 1]), x2 = Vector256.Create(x[k + 2]), x3 = Vector256.Create(x[k + 3]);
            a0 = Fma(At(w), x0, a0);
            a1 = Fma(At(w + Half), x0, a1);
            b0 = Fma(At(w + Lanes), x1, b0);
            b1 = Fma(At(w + Lanes + Half), x1, b1);
            c0 = Fma(At(w + (2 * Lanes)), x2, c0);
            c1 = Fma(At(w + (2 * Lanes) + Half), x2, c1);
            d0 = Fma(At(w + (3 * Lanes)), x3, d0);
            d1 = Fma(At(w + (3 * Lanes) + Half), x3, d1);
        }

        for (; k < layer.Inputs; k++, w += Lanes)
        {
            Vec x0 = Vector256.Create(x[k]);
            a0 = Fma(At(w), x0, a0);
            a1 = Fma(At(w + Half), x0, a1);
        }

        Store(layer, panel, y, a0 + b0 + (c0 + d0), a1 + b1 + (c1 + d1));
    }

    private static void FourSamples(PackedLayer layer, int panel, float* x, float* y)
    {
        int inputs = layer.Inputs, outputs = layer.Outputs;
        float* w = layer.Panel(panel);
        float* x1 = x + inputs, x2 = x1 + inputs, x3 = x2 + inputs;
        Vec a0 = At(layer.Bias(panel)), a1 = At(layer.Bias(panel) + Half);
        Vec b0 = a0, b1 = a1, c0 = a0, c1 = a1, d0 = a0, d1 = a1;
        for (int k = 0; k < inputs; k++, w += Lanes)
        {
            Vec low = At(w), high = At(w + Half);
            Vec value = Vector256.Create(x[k]);
            a0 = Fma(low, value, a0);
            a1 = Fma(high, value, a1);
            value = Vector256.Create(x1[k]);
            b0 = Fma(low, value, b0);
            b1 = Fma(high, value, b1);
            value = Vector256.Create(x2[k]);
            c0 = Fma(low, value, c0);
            c1 = Fma(high, value, c1);
            value = Vector256.Create(x3[k]);
            d0 = Fma(low, value, d0);
            d1 = Fma(high, value, d1);
        }

        Store(layer, panel, y, a0, a1);
        Store(layer, panel, y + outputs, b0, b1);
        Store(layer, panel, y + (2 * outputs), c0, c1);
        Store(layer, panel, y + (3 * outputs), d0, d1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vec At(float* pointer) => *(Vec*)pointer;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vec Fma(Vec weights, Vec input, Vec sum) => Vector256.FusedMultiplyAdd(weights, input, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(PackedLayer layer, int panel, float* y, Vec low, Vec high)
    {
        low = layer.Relu ? Vector256.MaxNative(low, Vec.Zero) : low;
        high = layer.Relu ? Vector256.MaxNative(high, Vec.Zero) : high;
        int left = layer.Outputs - (panel * Lanes);
        float* target = y + (panel * Lanes);
        if (left >= Lanes)
        {
            *(Vec*)target = low;
            *(Vec*)(target + Half) = high;
            return;
        }

        for (int i = 0; i < left; i++)
        {
            target[i] = i < Half ? low[i] : high[i - Half];
        }
    }
}
