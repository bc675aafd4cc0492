namespace SparseCompile.Compiler.Rtl.Stages;

/// <summary>The trees in which a spatial stage adds: as deep as its longest row needs.</summary>
public static class TreeShape
{
    /// <summary>Levels of adders: ceil(log2(terms)), 0 for at most one term.</summary>
    public static int Levels(RowProgram program)
    {
        int levels = 0;
        while (1L << levels < program.LongestRow)
        {
            levels++;
        }

        return levels;
    }
}
