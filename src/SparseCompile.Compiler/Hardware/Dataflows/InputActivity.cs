namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>What is known of the zeros in a layer's input: nothing, a density, or every one of them.</summary>
public sealed class InputActivity
{
    private readonly bool[]? _nonZeros;

    private InputActivity(bool[]? nonZeros, int densityPpm)
    {
        _nonZeros = nonZeros;
        DensityPpm = densityPpm;
    }

    /// <summary>No element is zero: the most work that an input can make. Exact for such inputs.</summary>
    public static InputActivity Full { get; } = new(null, 1_000_000);

    /// <summary>So many elements in a million are not zero, nobody knows which: figures are estimates.</summary>
    public static InputActivity Density(int partsPerMillion) => new(null, partsPerMillion);

    /// <summary>Which elements are not zero, channels first: figures are exact for this input.</summary>
    public static InputActivity Mask(bool[] nonZeros) => new(nonZeros, nonZeros.Length == 0 ? 1_000_000 : (int)(1_000_000L * nonZeros.Count(isNonZero => isNonZero) / nonZeros.Length));

    /// <summary>Elements that are not zero, in parts per million.</summary>
    public int DensityPpm { get; }

    /// <summary>Every element is known.</summary>
    public bool IsExact => _nonZeros is not null || DensityPpm == 1_000_000;

    /// <summary>Whether an element is not zero; -1 stands for padding, which is.</summary>
    public bool IsNonZero(int element) => element >= 0 && (_nonZeros is null || _nonZeros[element]);

    /// <summary>Positions differ: elements are known, or some windows meet padding.</summary>
    public bool DiffersByPosition(MatrixWork work) => _nonZeros is not null || (IsExact && work.IsPadded);

    /// <summary>ceil(count * density).</summary>
    public long Share(long count) => Arithmetic.CeilingDivide(count * DensityPpm, 1_000_000);
}
