using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Peers;
using SparseCompile.Benchmarks.Peers.OnnxRuntime;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Ratios;

/// <summary>The verbs <c>ratios</c> and <c>peers</c>: a quick comparison of every workload with every peer, in one process.</summary>
internal static class RatioCommand
{
    /// <summary>The seed of the inputs.</summary>
    public const ulong InputSeed = 2026;

    /// <summary>Compares what the filter selects. 0: all agreed; 1: something was wrong; 2: there was nothing to compare.</summary>
    /// <param name="filters">A printed name must contain one of them; all are selected where there are none.</param>
    /// <param name="peers">The peers; disposed here.</param>
    public static int Run(IReadOnlyList<string> filters, IReadOnlyList<IPeer> peers) => Run(WorkloadCatalog.Sources, filters, peers);

    /// <summary>The same of other workloads.</summary>
    public static int Run(IEnumerable<IWorkloadSource> workloads, IReadOnlyList<string> filters, IReadOnlyList<IPeer> peers)
    {
        Dictionary<IPeer, string> missing = [];
        foreach (IPeer peer in peers)
        {
            if (!peer.IsAvailable(out string why))
            {
                missing.Add(peer, why);
            }
        }

        Report(MachineHeader.Lines(peers.OfType<OrtPeer>().Select(peer => peer.Version).FirstOrDefault()));
        Report(missing.Select(pair => $"# {pair.Key.Name} skipped: {pair.Value}"));
        int compared = 0;
        bool wrong = false;
        GroupMeans means = new();
        foreach (IWorkloadSource definition in workloads)
        {
            IPeer[] selected = [.. peers.Where(peer =>
                !missing.ContainsKey(peer) && (peer.TakesImages || !definition.IsImage) && IsSelected(PrintedName(definition.Name, peer)))];
            if (selected.Length == 0)
            {
                continue;
            }

            if (definition.TryOpen(out string why) is not { } workload)
            {
                Report([$"# {definition.Name} skipped: {why}"]);
                continue;
            }

            compared++;
            wrong |= !Compare(workload, selected, means);
        }

        Report(means.Lines());

        foreach (IPeer peer in peers)
        {
            peer.Dispose();
        }

        return wrong ? 1 : compared == 0 ? 2 : 0;

        bool IsSelected(string name) => filters.Count == 0 || filters.Any(filter => name.Contains(filter, StringComparison.Ordinal));
    }

    private static bool Compare(IWorkload workload, IPeer[] peers, GroupMeans means)
    {
        using AlignedBuffer input = new(workload.Batch * workload.InputLength);
        using AlignedBuffer output = new(workload.Batch * workload.OutputLength);
        float[] samples = new float[input.Span.Length];
        SeededMatrix.Fill(samples, workload.InputSparsity, InputSeed);
        SampleLayout.Put(samples, workload.Batch, workload.IsInColumns).CopyTo(input.Span);
        Reference reference = workload.Reference ?? (workload.Image is { } image ? new(image, workload.Batch, samples) : new(workload, samples));
        Reference peerReference = workload.Image?.Twin is { } twin ? new(twin, workload.Batch, samples) : reference;
        Report([FormattableString.Invariant($"# {workload.Name}: every output checked; largest allowed error {reference.RelativeBound:E2} of the largest output{(workload.Remark is { } remark ? "; " + remark : "")}")]);
        workload.Run(input.Span, output.Span);
        if (!OursAgrees("ours"))
        {
            return false;
        }

        bool right = true;
        foreach (IPeer peer in peers)
        {
            string name = PrintedName(workload.Name, peer);
            if (peer.WhyNot(workload) is { } whyNot)
            {
                Report([$"# {name} skipped: {whyNot}"]);
                continue;
            }

            using IPeerSession session = peer.Open(workload);
            SampleLayout.Put(samples, workload.Batch, session.TakesColumns).CopyTo(session.Input);
            session.Run();
            if (!PeerAgrees(session, peer.Name))
            {
                right = false;
                continue;
            }

            PairedResult result = new PairedTimer(workload, input, output, session).Measure();
            means.Add(workload.Name, peer is OrtPeer ? "" : "/" + peer.Name, result.Ratio);
            Report([FormattableString.Invariant($"{name}\t{result.OursNanoseconds:F1}\t{result.PeerNanoseconds:F1}\t{result.Ratio:F2}")]);

            // Once more after the calls at full speed: tiered code is other code than what was checked first.
            right &= OursAgrees("ours, optimised") && PeerAgrees(session, peer.Name + ", optimised");
        }

        return right;

        bool OursAgrees(string side) => Agrees(reference, SampleLayout.Take(output.Span, workload.Batch, workload.IsInColumns), workload.Name, side);

        bool PeerAgrees(IPeerSession session, string side) =>
            Agrees(peerReference, SampleLayout.Take(session.Output, workload.Batch, session.TakesColumns), workload.Name, side);
    }

    private static bool Agrees(Reference reference, ReadOnlySpan<float> actual, string name, string side)
    {
        string? disagreement = reference.FindDisagreement(actual);
        if (disagreement is not null)
        {
            Console.Error.WriteLine($"WRONG {name} ({side}): {disagreement}");
        }

        return disagreement is null;
    }

    // The bare name belongs to the peer that everybody knows.
    private static string PrintedName(string workload, IPeer peer) => peer is OrtPeer ? workload : workload + "/" + peer.Name;

    private static void Report(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Console.Out.WriteLine(line);
        }
    }
}
