namespace SparseCompile.Compiler.Targets.Costs;

/// <summary>What the operations of kernels cost on a target, in nanoseconds, as measured: data, each figure with where it comes from.</summary>
public sealed class CostTable
{
    /// <summary>Bytes of tables that a streamed step reads: the step whose extra cost from the level-3 cache the table states.</summary>
    private const double StreamedBytes = 80;

    private readonly IReadOnlyDictionary<string, double> _figures;

    /// <summary>Makes a table.</summary>
    /// <param name="provenance">Which figures these are.</param>
    /// <param name="level2Bytes">Bytes that the level-2 cache holds beside everything else; tables of twice as many come from the level-3 cache altogether.</param>
    /// <param name="figures">The costs by name, in nanoseconds.</param>
    internal CostTable(string provenance, double level2Bytes, IReadOnlyDictionary<string, double> figures)
    {
        Provenance = provenance;
        Level2Bytes = level2Bytes;
        _figures = figures;
    }

    /// <summary>Which figures these are.</summary>
    public string Provenance { get; }

    /// <summary>Bytes of tables up to which steps cost what the figures say.</summary>
    public double Level2Bytes { get; }

    /// <summary>A cost, by the name that its kernel generator knows it by.</summary>
    public double this[string name] => _figures.TryGetValue(name, out double figure) ? figure : throw new InvalidOperationException($"Cost table '{Provenance}' has no figure '{name}'.");

    /// <summary>Whether a cost was measured on this target: a generator offers nothing that it cannot price.</summary>
    public bool Has(string name) => _figures.ContainsKey(name);

    /// <summary>The names of all figures.</summary>
    public IEnumerable<string> Names => _figures.Keys;

    /// <summary>How much of the cost of a step whose tables come from the level-3 cache a step has.</summary>
    /// <param name="tableBytes">Bytes that the whole layer streams through.</param>
    /// <param name="stepBytes">Bytes that the step reads.</param>
    public double FarShare(long tableBytes, double stepBytes) =>
        Math.Max(0, Math.Min(1, (tableBytes - Level2Bytes) / Level2Bytes)) * stepBytes / StreamedBytes;
}
