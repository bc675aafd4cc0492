namespace SparseCompile.Compiler.Hardware;

/// <summary>A network as the streamed-lanes accelerator sees it: everything <see cref="HardwareDescriber"/> needs and nothing it has to look up.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Lanes">Processing lanes of every layer, 1 to <see cref="MaximumLanes"/>.</param>
/// <param name="Layers">The layers in order; each reads its predecessor's outputs, unless <see cref="Sources"/> says otherwise.</param>
/// <param name="Weights">The weight files the layers came from.</param>
/// <param name="OptionsHash">Hash of the options that shaped the network, as the caller spells it.</param>
/// <param name="CompilerVersion">Version of the compiler that wrote the description.</param>
public sealed record HardwareModel(
    string Name,
    int Lanes,
    IReadOnlyList<HardwareLayer> Layers,
    IReadOnlyList<WeightProvenance> Weights,
    string OptionsHash,
    string CompilerVersion)
{
    /// <summary>Values that are joined; empty where each layer reads its predecessor.</summary>
    public IReadOnlyList<HardwareJoin> Joins { get; init; } = [];

    /// <summary>Name of the value that each layer reads; empty where each reads its predecessor.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Name of the layer or join that computes the output; null where it is the last layer.</summary>
    public string? Output { get; init; }

    /// <summary>Lanes where nobody chose otherwise: the width of the CPU kernels' lane program.</summary>
    public const int DefaultLanes = 16;

    /// <summary>Most lanes a description may have.</summary>
    public const int MaximumLanes = 1024;
}
