using System.Diagnostics;

namespace SparseCompile.Cli.Tuning;

/// <summary>Times several ways to compute the same thing in turns, so that what disturbs the machine disturbs all of them.</summary>
internal sealed class CandidateTimer
{
    private const int WarmUpCalls = 64;
    private const double RoundNanoseconds = 1e6;
    private static readonly TimeSpan TieringDelay = TimeSpan.FromMilliseconds(150);
    private readonly int _rounds;
    private readonly float[] _input;
    private readonly float[] _output;

    /// <summary>Prepares an input in (-1, 1), the same every time.</summary>
    /// <param name="inputs">Values of an input.</param>
    /// <param name="outputs">Values of an output.</param>
    /// <param name="sparsity">Share of zeros among the inputs.</param>
    /// <param name="rounds">Turns that each is given.</param>
    public CandidateTimer(int inputs, int outputs, double sparsity, int rounds = 15)
    {
        Random random = new(2026);
        _input = [.. Enumerable.Range(0, inputs).Select(_ => random.NextDouble() < sparsity ? 0f : (random.NextSingle() * 2) - 1)];
        _output = new float[outputs];
        _rounds = rounds;
    }

    /// <summary>Nanoseconds of a call, for each: the lower quartile of its rounds, since what disturbs a machine only ever adds.</summary>
    public double[] Measure(IReadOnlyList<InferMethod> candidates) => [.. Rounds(candidates).Select(LowerQuartile)];

    /// <summary>Nanoseconds of a call, for each candidate and round: what was measured in one round was measured side by side.</summary>
    public double[][] Rounds(IReadOnlyList<InferMethod> candidates)
    {
        // The process compiles nothing without optimising (TieredCompilationQuickJit); what comes precompiled with the class library is compiled again in the background after 30 calls, once
        // nothing new has been called for 100 ms.
        foreach (InferMethod candidate in candidates)
        {
            Time(candidate, WarmUpCalls);
        }

        Thread.Sleep(TieringDelay);

        int[] calls = [.. candidates.Select(Calls)];
        double[][] times = [.. candidates.Select(_ => new double[_rounds])];
        for (int round = 0; round < _rounds; round++)
        {
            for (int i = 0; i < candidates.Count; i++)
            {
                times[i][round] = Time(candidates[i], calls[i]);
            }
        }

        return times;
    }

    private int Calls(InferMethod candidate)
    {
        Time(candidate, WarmUpCalls);
        int calls = 1;
        while (Time(candidate, calls) * calls < RoundNanoseconds)
        {
            calls *= 2;
        }

        return calls;
    }

    private double Time(InferMethod candidate, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            candidate(_input, _output);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }

    private static double LowerQuartile(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 4];
    }
}
