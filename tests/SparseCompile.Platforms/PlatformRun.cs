using System.Diagnostics;
using System.Security.Cryptography;
using SparseCompile.Platforms.Models;

namespace SparseCompile.Platforms;

/// <summary>Runs the models of this project, the same on every platform.</summary>
public static class PlatformRun
{
    private const int Batch = 19;

    private delegate void Infer(ReadOnlySpan<float> input, Span<float> output);

    private delegate int InferBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>SHA-256 of the outputs of every model, for inputs one by one and in batches; NaN counts as one value.</summary>
    public static string Digest()
    {
        using MemoryStream outputs = new();
        Append(outputs, Keywords.Infer, Keywords.InferBatch, Keywords.Info);
        Append(outputs, Jet.Infer, Jet.InferBatch, Jet.Info);
        Append(outputs, Blocks.Infer, Blocks.InferBatch, Blocks.Info);
        Append(outputs, SparseInputs.Infer, SparseInputs.InferBatch, SparseInputs.Info);
        Append(outputs, Ternary.Infer, Ternary.InferBatch, Ternary.Info);
        Append(outputs, Regular.Infer, Regular.InferBatch, Regular.Info);
        Append(outputs, Winners.Infer, Winners.InferBatch, Winners.Info);
        Append(outputs, Pixels.Infer, Pixels.InferBatch, Pixels.Info);
        Append(outputs, Integers.Infer, Integers.InferBatch, Integers.Info);
        return Convert.ToHexStringLower(SHA256.HashData(outputs.ToArray()));
    }

    /// <summary>The time of the first inference of <see cref="Keywords"/>, in milliseconds.</summary>
    public static double FirstCall()
    {
        float[] scores = new float[Keywords.Info.OutputLength];
        long start = Stopwatch.GetTimestamp();
        Keywords.Infer(new float[Keywords.Info.InputLength], scores);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>The time of one inference of <see cref="Keywords"/> in microseconds: the shortest round, as other work only adds.</summary>
    public static double Microseconds()
    {
        const int Calls = 50;
        float[] features = Values(Keywords.Info.InputLength, seed: 1);
        float[] scores = new float[Keywords.Info.OutputLength];
        double best = double.MaxValue;
        for (int round = 0; round < 40; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int call = 0; call < Calls; call++)
            {
                Keywords.Infer(features, scores);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls);
        }

        return best;
    }

    private static void Append(MemoryStream outputs, Infer infer, InferBatch batch, SparseModelInfo info)
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            float[] x = Values(Batch * info.InputLength, seed);
            float[] y = new float[Batch * info.OutputLength];
            infer(x.AsSpan(0, info.InputLength), y.AsSpan(0, info.OutputLength));
            Append(outputs, y);
            Append(outputs, [batch(x, y)]);
            Append(outputs, y);
        }
    }

    private static void Append(MemoryStream outputs, ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            outputs.Write(BitConverter.GetBytes(BitConverter.SingleToUInt32Bits(float.IsNaN(value) ? float.NaN : value)));
        }
    }

    /// <summary>Values from -4 to 4 of many exponents, some zeros of either sign; infinities where the seed is 5.</summary>
    private static float[] Values(int count, int seed)
    {
        float[] values = new float[count];
        uint state = (uint)seed * 2654435769u;
        for (int i = 0; i < count; i++)
        {
            state = (state * 1664525u) + 1013904223u;
            float value = (int)state / 536870912f;
            values[i] = (state >> 12 & 7) switch
            {
                0 => 0f,
                1 => -0f,
                2 => value / 65536,
                3 when seed == 5 && i % 97 == 0 => float.PositiveInfinity,
                _ => value,
            };
        }

        return values;
    }
}
