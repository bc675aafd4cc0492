using System.Runtime.Intrinsics;
using static SparseCompile.Benchmarks.Peers.Dense.DenseKernel512;
using Vec = System.Runtime.Intrinsics.Vector512<float>;

namespace SparseCompile.Benchmarks.Peers.Dense;

/// <summary>The inner tile of a dense batch: eight samples and two panels, 16 sums in registers.</summary>
/// <remarks>Ten reads feed sixteen multiply-adds; with one panel it would be nine for eight, and reading would be the limit.</remarks>
internal static unsafe class DenseTile512
{
    /// <summary>Samples of a tile.</summary>
    public const int Samples = 8;

    /// <summary>Panels of a tile.</summary>
    public const int Panels = 2;

    /// <summary>Computes one tile; a panel beyond the last one is computed on zeros and not written.</summary>
    public static void Run(PackedLayer layer, int panel, float* x, float* y)
    {
        int inputs = layer.Inputs, outputs = layer.Outputs;
        float* w = layer.Panel(panel), v = layer.Panel(panel + 1);
        float* x1 = x + inputs, x2 = x1 + inputs, x3 = x2 + inputs, x4 = x3 + inputs, x5 = x4 + inputs, x6 = x5 + inputs, x7 = x6 + inputs;
        Vec a0 = At(layer.Bias(panel)), b0 = a0, c0 = a0, d0 = a0, e0 = a0, f0 = a0, g0 = a0, h0 = a0;
        Vec a1 = At(layer.Bias(panel + 1)), b1 = a1, c1 = a1, d1 = a1, e1 = a1, f1 = a1, g1 = a1, h1 = a1;
        for (int k = 0; k < inputs; k++, w += PackedLayer.Lanes, v += PackedLayer.Lanes)
        {
            Vec low = At(w), high = At(v);
            Vec value = Vector512.Create(x[k]);
            a0 = Fma(low, value, a0);
            a1 = Fma(high, value, a1);
            value = Vector512.Create(x1[k]);
            b0 = Fma(low, value, b0);
            b1 = Fma(high, value, b1);
            value = Vector512.Create(x2[k]);
            c0 = Fma(low, value, c0);
            c1 = Fma(high, value, c1);
            value = Vector512.Create(x3[k]);
            d0 = Fma(low, value, d0);
            d1 = Fma(high, value, d1);
            value = Vector512.Create(x4[k]);
            e0 = Fma(low, value, e0);
            e1 = Fma(high, value, e1);
            value = Vector512.Create(x5[k]);
            f0 = Fma(low, value, f0);
            f1 = Fma(high, value, f1);
            value = Vector512.Create(x6[k]);
            g0 = Fma(low, value, g0);
            g1 = Fma(high, value, g1);
            value = Vector512.Create(x7[k]);
            h0 = Fma(low, value, h0);
            h1 = Fma(high, value, h1);
        }

        Store(layer, panel, y, a0);
        Store(layer, panel + 1, y, a1);
        Store(layer, panel, y + outputs, b0);
        Store(layer, panel + 1, y + outputs, b1);
        Store(layer, panel, y + (2 * outputs), c0);
        Store(layer, panel + 1, y + (2 * outputs), c1);
        Store(layer, panel, y + (3 * outputs), d0);
        Store(layer, panel + 1, y + (3 * outputs), d1);
        Store(layer, panel, y + (4 * outputs), e0);
        Store(layer, panel + 1, y + (4 * outputs), e1);
        Store(layer, panel, y + (5 * outputs), f0);
        Store(layer, panel + 1, y + (5 * outputs), f1);
        Store(layer, panel, y + (6 * outputs), g0);
        Store(layer, panel + 1, y + (6 * outputs), g1);
        Store(layer, panel, y + (7 * outputs), h0);
        Store(layer, panel + 1, y + (7 * outputs), h1);
    }
}
