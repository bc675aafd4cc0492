namespace SparseCompile.Benchmarks.Ratios;

/// <summary>Geometric means over workloads of one group: those whose names are the same up to a colon.</summary>
internal sealed class GroupMeans
{
    private readonly List<(string Group, double Ratio)> _ratios = [];

    /// <summary>Adds a comparison, if its workload belongs to a group.</summary>
    /// <param name="workload">The workload's name.</param>
    /// <param name="suffix">What tells the peer.</param>
    /// <param name="ratio">Peer / ours.</param>
    public void Add(string workload, string suffix, double ratio)
    {
        int colon = workload.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            _ratios.Add((workload[..colon] + suffix, ratio));
        }
    }

    /// <summary>A line for each group.</summary>
    public IEnumerable<string> Lines() => _ratios.GroupBy(entry => entry.Group, StringComparer.Ordinal).Select(group =>
    {
        double mean = Math.Exp(group.Average(entry => Math.Log(entry.Ratio)));
        double least = group.Min(entry => entry.Ratio);
        double most = group.Max(entry => entry.Ratio);
        return FormattableString.Invariant($"{group.Key}\t-\t-\t{mean:F2}\t(geometric mean of {group.Count()}, {least:F2} to {most:F2})");
    });
}
