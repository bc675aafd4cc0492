using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.CSharp.Integers;

/// <summary>What every generated file of an int8 model needs to know.</summary>
/// <remarks>Values lie one after the other in one block of bytes, each on a cache line of its own; behind them is room for the sums of a convolution.</remarks>
internal sealed class IntegerContext
{
    private const int Alignment = 64;

    private readonly long[] _offsets;
    private readonly string[] _identifiers;

    /// <summary>Lays the values out.</summary>
    public IntegerContext(SparseDeclaration declaration, QuantizedNetwork network, WeightFile file, WeightFile? calibration)
    {
        Declaration = declaration;
        Network = network;
        File = file;
        Calibration = calibration;
        _identifiers = NodeIdentifiers.Make(network.Nodes.Select(node => node.Node.Name));
        _offsets = new long[network.Graph.Values.Count];
        foreach (int value in network.Nodes.Select(node => node.Node.Output).Prepend(network.Graph.Input))
        {
            _offsets[value] = Bytes;
            Bytes = Aligned(Bytes + network.Graph.Values[value].Length);
        }

        SumsOffset = Bytes;
        Bytes = Aligned(Bytes + (sizeof(int) * network.Nodes.OfType<QuantizedLayer>().Where(layer => layer.Conv is not null).Select(layer => (long)layer.Positions).DefaultIfEmpty(0).Max()));
    }

    /// <summary>The model.</summary>
    public SparseDeclaration Declaration { get; }

    /// <summary>Its integers.</summary>
    public QuantizedNetwork Network { get; }

    /// <summary>Where its weights came from.</summary>
    public WeightFile File { get; }

    /// <summary>The calibration inputs; null where its file states the scales.</summary>
    public WeightFile? Calibration { get; }

    /// <summary>Bytes of memory that an inference needs.</summary>
    public long Bytes { get; }

    /// <summary>Where the sums of a convolution lie.</summary>
    public long SumsOffset { get; }

    /// <summary>Values of one input.</summary>
    public int InputLength => Network.Graph.InputLength;

    /// <summary>Values of one output.</summary>
    public int OutputLength => Network.Graph.OutputLength;

    /// <summary>Multiplications of one inference, padding included, of which windows at the edge execute fewer.</summary>
    public long Macs => Network.Nodes.OfType<QuantizedLayer>().Sum(layer => (long)layer.Weights.NonZeros * layer.Positions);

    /// <summary>The nested class of kernels.</summary>
    public string KernelsClass => Declaration.Type.PrivateName("Kernels");

    /// <summary>The partial method that runs one input.</summary>
    public string InferCore => Declaration.Type.PrivateName("InferCore");

    /// <summary>The partial method that runs one input of integers.</summary>
    public string InferQuantizedCore => Declaration.Type.PrivateName("InferQuantizedCore");

    /// <summary>The partial method that runs inputs side by side in memory.</summary>
    public string InferColumnsCore => Declaration.Type.PrivateName("InferColumnsCore");

    /// <summary>The C# name of a node.</summary>
    public string IdentifierOf(QuantizedNode node) => _identifiers[Network.Nodes.ToList().IndexOf(node)];

    /// <summary>A value in memory.</summary>
    public string Value(int value) => $"memory + {Literals.Integer(_offsets[value])}";

    /// <summary>Where a value lies.</summary>
    public long OffsetOf(int value) => _offsets[value];

    /// <summary>Hint name of a file of this model.</summary>
    public string Hint(string? part) => HintNames.Of(Declaration.FullName, part);

    /// <summary>Lines of a file's header.</summary>
    public IEnumerable<string> About()
    {
        foreach (WeightFile part in File.Parts)
        {
            yield return $"Weights: {part.LogicalName}, SHA-256 {part.ContentHash.Substring(0, 16)}";
        }

        yield return Calibration is null ? "Scales: those of the weight file" : $"Calibration: {Calibration.LogicalName}, SHA-256 {Calibration.ContentHash.Substring(0, 16)}";
        yield return $"Precision: int8, int32 sums; {Literals.Count(Network.Nodes.OfType<QuantizedLayer>().Sum(layer => (long)layer.Weights.NonZeros))} non-zeros, {Literals.Count(Macs)} multiply-accumulates";
    }

    private static long Aligned(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
