namespace SparseCompile.Compiler.Hardware;

/// <summary>How much a description says. Generated C# embeds it, and nobody waits for figures that nobody asked for.</summary>
/// <param name="ProgramWords">Words and biases of all layers up to which they are listed.</param>
/// <param name="FigureWeights">Non-zeros up to which a network is scheduled; above, the description is a summary.</param>
public sealed record DescriptionLimits(long ProgramWords, long FigureWeights)
{
    /// <summary>Non-zero MACs up to which a network is scheduled: images take time by their pixels.</summary>
    public long FigureMacs { get; init; } = long.MaxValue;

    /// <summary>Of a description that is embedded without having been asked for.</summary>
    public static DescriptionLimits Embedded { get; } = new(4096, 32_768) { FigureMacs = 1 << 20 };

    /// <summary>Of a description for a target that the model names: always scheduled.</summary>
    public static DescriptionLimits Named { get; } = new(4096, long.MaxValue);

    /// <summary>Nothing is scheduled.</summary>
    public static DescriptionLimits Summary { get; } = new(0, -1);

    /// <summary>Everything: for the tool, and for the simulator.</summary>
    public static DescriptionLimits None { get; } = new(long.MaxValue, long.MaxValue);
}
