namespace SparseCompile.Benchmarks.Workloads;

/// <summary>Seeded square matrices with a few non-zeros in thousands of columns, without biases: graphs, mostly.</summary>
internal static class HypersparseMatrix
{
    /// <summary>Degrees fall with the power of their rank that is usual for graphs of the web and of people.</summary>
    private const double Exponent = 0.8;

    /// <summary>No row or column of a power-law graph is fuller than this share of the others; it would no longer be a graph of few edges.</summary>
    private const int LeastShare = 16;

    /// <summary>So many non-zeros in every row, at random.</summary>
    public static DenseLayer EveryRow(int extent, int perRow, ulong seed)
    {
        SplitMix64 random = new(seed);
        return Layer(extent, perRow, random, _ => Distinct(perRow, () => random.Below(extent)));
    }

    /// <summary>So many in a row on average, every place of the matrix as likely as any other: rows differ.</summary>
    public static DenseLayer Random(int extent, int perRow, ulong seed)
    {
        SplitMix64 random = new(seed);
        int[] degrees = new int[extent];
        for (long i = 0; i < (long)extent * perRow; i++)
        {
            degrees[random.Below(extent)]++;
        }

        return Layer(extent, perRow, random, row => Distinct(degrees[row], () => random.Below(extent)));
    }

    /// <summary>So many in a row on average; how many a row has, and how often a column is read, follows a power law. Rows and columns are in no order.</summary>
    public static DenseLayer PowerLaw(int extent, int perRow, ulong seed)
    {
        SplitMix64 random = new(seed);
        double[] share = [.. Enumerable.Range(0, extent).Select(rank => Math.Pow(rank + 1, -Exponent))];
        double[] sums = new double[extent];
        double sum = 0;
        for (int i = 0; i < extent; i++)
        {
            sums[i] = sum += share[i];
        }

        int most = Math.Max(1, extent / LeastShare);
        int[] rankOfRow = SeededMatrix.Choose(extent, extent, random), columnOfRank = SeededMatrix.Choose(extent, extent, random);
        return Layer(extent, perRow, random, row =>
        {
            double wanted = Math.Min(most, share[rankOfRow[row]] / sum * extent * perRow);
            int degree = (int)(wanted + (random.Below(1 << 20) / (double)(1 << 20)));
            return Distinct(degree, () => columnOfRank[RankAt(sums, sum * random.Below(1 << 30) / (1 << 30))]);
        });
    }

    /// <summary>Dense blocks along the diagonal, as wide as a row has non-zeros.</summary>
    public static DenseLayer BlockDiagonal(int extent, int perRow, ulong seed)
    {
        SplitMix64 random = new(seed);
        return Layer(extent, perRow, random, row =>
        {
            int first = row / perRow * perRow;
            return Enumerable.Range(first, Math.Min(perRow, extent - first));
        });
    }

    private static int RankAt(double[] sums, double value)
    {
        int found = Array.BinarySearch(sums, value);
        return Math.Min(found < 0 ? ~found : found, sums.Length - 1);
    }

    private static IEnumerable<int> Distinct(int count, Func<int> draw)
    {
        SortedSet<int> chosen = [];
        while (chosen.Count < count)
        {
            chosen.Add(draw());
        }

        return chosen;
    }

    private static DenseLayer Layer(int extent, int perRow, SplitMix64 random, Func<int, IEnumerable<int>> columnsOf)
    {
        int[] starts = new int[extent + 1];
        List<int> columns = [];
        for (int row = 0; row < extent; row++)
        {
            columns.AddRange(columnsOf(row));
            starts[row + 1] = columns.Count;
        }

        float[] values = new float[columns.Count];
        foreach (ref float value in values.AsSpan())
        {
            value = PatternMatrix.Weight(random, perRow);
        }

        return new DenseLayer(extent, extent, [], new float[extent], Relu: false) { Hypersparse = new CompressedRows(starts, [.. columns], values) };
    }
}
