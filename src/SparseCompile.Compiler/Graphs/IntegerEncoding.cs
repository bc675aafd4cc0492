namespace SparseCompile.Compiler.Graphs;

/// <summary>The integers that a model's file rounds a value to: each stands for (integer - <see cref="ZeroPoint"/>) * <see cref="Scale"/>.</summary>
/// <param name="Scale">The step, positive.</param>
/// <param name="ZeroPoint">The integer that stands for 0.</param>
/// <param name="Lowest">The lowest integer of the type.</param>
/// <param name="Highest">The highest integer of the type.</param>
public readonly record struct IntegerEncoding(float Scale, int ZeroPoint, int Lowest, int Highest)
{
    /// <summary>The lowest value that an integer stands for; lower ones become it.</summary>
    public float Low => (float)((double)Scale * (Lowest - ZeroPoint));

    /// <summary>The highest value that an integer stands for; higher ones become it.</summary>
    public float High => (float)((double)Scale * (Highest - ZeroPoint));

    /// <summary>The least scale by which int8 without a zero point has the same range; for int8 whose zero point is 0, the scale itself.</summary>
    public float SymmetricScale => (float)(Scale * Math.Max((ZeroPoint - Lowest) / 128.0, (Highest - ZeroPoint) / 127.0));
}
