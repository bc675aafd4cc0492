using System.Diagnostics;
using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Peers;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Ratios;

/// <summary>Times two sides in turns: what disturbs the machine disturbs both, and leaves their ratio alone.</summary>
internal sealed class PairedTimer(IWorkload workload, AlignedBuffer input, AlignedBuffer output, IPeerSession peer)
{
    private const int Rounds = 41;
    private const double RoundNanoseconds = 3e6;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(300);

    /// <summary>Warms both sides up and compares them.</summary>
    public PairedResult Measure()
    {
        WarmUp();
        int oursCalls = CallsOfARound(TimeOurs), peerCalls = CallsOfARound(TimePeer);
        double[] ours = new double[Rounds], theirs = new double[Rounds], ratios = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            // Who goes first alternates: the second finds the caches and the clock as the first left them.
            if (round % 2 == 0)
            {
                ours[round] = TimeOurs(oursCalls);
                theirs[round] = TimePeer(peerCalls);
            }
            else
            {
                theirs[round] = TimePeer(peerCalls);
                ours[round] = TimeOurs(oursCalls);
            }

            ratios[round] = theirs[round] / ours[round];
        }

        return new PairedResult(Median(ours), Median(theirs), Median(ratios));
    }

    private void WarmUp()
    {
        // Twice with a pause: the JIT counts calls in the first half, compiles in the pause and is used in the second.
        for (int half = 0; half < 2; half++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < 40 || Stopwatch.GetElapsedTime(start) < WarmUpTime; i++)
            {
                TimeOurs(4);
                TimePeer(4);
            }

            Thread.Sleep(half == 0 ? 200 : 0);
        }
    }

    private static int CallsOfARound(Func<int, double> time)
    {
        int calls = 1;
        double nanoseconds = time(calls);
        while (nanoseconds * calls < RoundNanoseconds / 8)
        {
            calls *= 2;
            nanoseconds = time(calls);
        }

        return Math.Max(1, (int)(RoundNanoseconds / nanoseconds));
    }

    private double TimeOurs(int calls)
    {
        ReadOnlySpan<float> x = input.Span;
        Span<float> y = output.Span;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            workload.Run(x, y);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }

    private double TimePeer(int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            peer.Run();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
