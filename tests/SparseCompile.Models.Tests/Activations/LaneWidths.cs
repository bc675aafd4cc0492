using System.Runtime.InteropServices;
using SparseCompile.Runtime;

namespace SparseCompile.Models.Tests.Activations;

/// <summary>Runs every function at every vector width; what the processor lacks, the runtime emulates, to the same bits.</summary>
internal static class LaneWidths
{
    /// <summary>Compares the wide forms of all functions with the scalar one, bit for bit; one NaN is as good as another.</summary>
    public static void Check(float[] inputs)
    {
        Check<Exp>(inputs);
        Check<Tanh>(inputs);
        Check<Sigmoid>(inputs);
        Check<Gelu>(inputs);
        Check<HardSwish>(inputs);
        Check<LeakyRelu>(inputs);
        Check<Clip>(inputs);
    }

    private static void Check<TFunction>(float[] inputs)
        where TFunction : IFunction
    {
        int[] expected = Bits<Lanes1, TFunction>(inputs, 1);
        Bits<Lanes128, TFunction>(inputs, 4).ShouldBe(expected, $"{typeof(TFunction).Name}, 4 lanes");
        Bits<Lanes256, TFunction>(inputs, 8).ShouldBe(expected, $"{typeof(TFunction).Name}, 8 lanes");
        Bits<Lanes512, TFunction>(inputs, 16).ShouldBe(expected, $"{typeof(TFunction).Name}, 16 lanes");
    }

    /// <summary>The lane types hold nothing but their vector: an array of floats is an array of them.</summary>
    private static int[] Bits<TLanes, TFunction>(float[] inputs, int lanes)
        where TLanes : struct, ILanes<TLanes>
        where TFunction : IFunction
    {
        float[] padded = new float[(inputs.Length + lanes - 1) / lanes * lanes];
        inputs.CopyTo(padded, 0);
        foreach (ref TLanes value in MemoryMarshal.Cast<float, TLanes>(padded.AsSpan()))
        {
            value = TFunction.Apply(value);
        }

        return Array.ConvertAll(padded[..inputs.Length], static value => float.IsNaN(value) ? 0x7FC00000 : BitConverter.SingleToInt32Bits(value));
    }

    private interface IFunction
    {
        static abstract T Apply<T>(T x)
            where T : struct, ILanes<T>;
    }

    private readonly struct Exp : IFunction
    {
        public static T Apply<T>(T x)
            where T : struct, ILanes<T> => LaneMath.Exp(x);
    }

    private readonly struct Tanh : IFunction
    {
        public static T Apply<T>(T x)
            where T : struct, ILanes<T> => LaneMath.Tanh(x);
    }

    private readonly struct Sigmoid : IFunction
    {
        public static T Apply<T>(T x)
            where T : struct, ILanes<T> => LaneMath.Sigmoid(x);
    }

    private readonly struct Gelu : IFunction
    {
        public static T Apply<T>(T x)
            where T : struct, ILanes<T> => LaneMath.Gelu(x);
    }

    private readonly struct HardSwish : IFunction
    {
        public static T Apply<T>(T x)
            where T : struct, ILanes<T> => LaneMath.HardSwish(x);
    }

    private readonly struct LeakyRelu : IFunction
    {
        public static T Apply<T>(T x)
            where T : struct, ILanes<T> => LaneMath.LeakyRelu(x, 0.01f);
    }

    private readonly struct Clip : IFunction
    {
        public static T Apply<T>(T x)
            where T : struct, ILanes<T> => LaneMath.Clip(x, -1f, 6f);
    }
}
