namespace SparseCompile.Compiler.Tensors.Formats.Onnx;

/// <summary>The value of a node's attribute: one of its fields is set.</summary>
/// <param name="Name">The attribute's name.</param>
public sealed record OnnxAttribute(string Name)
{
    /// <summary>Of an attribute inside of a function: the name of the function's attribute whose value it has.</summary>
    public string? Reference { get; init; }

    /// <summary>A number, or several.</summary>
    public IReadOnlyList<float>? Floats { get; init; }

    /// <summary>An integer, or several.</summary>
    public IReadOnlyList<long>? Integers { get; init; }

    /// <summary>A text, or several.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>A tensor.</summary>
    public OnnxTensor? Tensor { get; init; }

    /// <summary>A graph.</summary>
    public OnnxGraph? Graph { get; init; }
}

/// <summary>An operator in its place.</summary>
/// <param name="Name">Its name; its first output where it has none.</param>
/// <param name="OpType">What it computes.</param>
/// <param name="Domain">Where that is defined; empty for ONNX itself.</param>
/// <param name="Inputs">Names of the values that it reads; empty for one that is left out.</param>
/// <param name="Outputs">Names of the values that it computes; empty for one that nobody needs.</param>
/// <param name="Attributes">Its attributes.</param>
public sealed record OnnxNode(
    string Name, string OpType, string Domain, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes);

/// <summary>An extent of a value.</summary>
/// <param name="Size">The extent; null where it is not known.</param>
/// <param name="Symbol">The name of one that is not known; empty for none.</param>
public readonly record struct OnnxExtent(long? Size, string Symbol);

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The element type; undefined for what is no tensor.</param>
/// <param name="Extents">The extents; null where nothing is known.</param>
public sealed record OnnxValueInfo(string Name, OnnxElementType Type, IReadOnlyList<OnnxExtent>? Extents);

/// <summary>A graph: nodes, constants, inputs and outputs by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Nodes">The nodes in the file's order.</param>
/// <param name="Initializers">The constants.</param>
/// <param name="Inputs">The inputs; those of old files list the constants too.</param>
/// <param name="Outputs">The outputs.</param>
public sealed record OnnxGraph(
    string Name, IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxTensor> Initializers, IReadOnlyList<OnnxValueInfo> Inputs, IReadOnlyList<OnnxValueInfo> Outputs);

/// <summary>A version of a set of operators.</summary>
/// <param name="Domain">The set; empty for ONNX itself.</param>
/// <param name="Version">The version.</param>
public sealed record OnnxOpset(string Domain, long Version);

/// <summary>An operator that the file itself defines by other operators.</summary>
/// <param name="Name">What nodes call it.</param>
/// <param name="Domain">The domain in which they do.</param>
/// <param name="Overload">Distinguishes functions of one name; empty as a rule.</param>
/// <param name="Inputs">Names of its inputs inside.</param>
/// <param name="Outputs">Names of its outputs inside.</param>
/// <param name="Nodes">Its nodes.</param>
/// <param name="Defaults">Its attributes that have default values.</param>
public sealed record OnnxFunction(
    string Name, string Domain, string Overload, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxAttribute> Defaults)
{
    /// <summary>Versions of the operators inside.</summary>
    public IReadOnlyList<OnnxOpset> Opsets { get; init; } = [];
}

/// <summary>An ONNX file without its values.</summary>
/// <param name="IrVersion">Version of the file format.</param>
/// <param name="Opsets">Versions of the operators.</param>
/// <param name="Graph">The graph.</param>
/// <param name="Functions">Operators of the file's own.</param>
public sealed record OnnxModel(long IrVersion, IReadOnlyList<OnnxOpset> Opsets, OnnxGraph Graph, IReadOnlyList<OnnxFunction> Functions);
