using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>A node with the values that it reads: what importing it needs to know.</summary>
/// <param name="node">The node.</param>
/// <param name="version">Version of its operator set.</param>
/// <param name="inputs">Its inputs; null for one that is left out.</param>
/// <param name="graph">Takes what is computed.</param>
internal sealed class NodeContext(OnnxNode node, long version, IReadOnlyList<ImportedValue?> inputs, ImportedGraph graph)
{
    /// <summary>Name of the node, unique in the model.</summary>
    public string Name { get; init; } = node.Name;

    /// <summary>What it computes.</summary>
    public string OpType => node.OpType;

    /// <summary>Version of its operator set.</summary>
    public long Version => version;

    /// <summary>Takes what is computed.</summary>
    public ImportedGraph Graph => graph;

    /// <summary>Its inputs; null for one that is left out.</summary>
    public IReadOnlyList<ImportedValue?> Inputs => inputs;

    /// <summary>Outputs that it has, those without a name included.</summary>
    public int Outputs => node.Outputs.Count;

    /// <summary>Whether an output is needed.</summary>
    public bool IsNeeded(int output) => output < node.Outputs.Count && node.Outputs[output].Length > 0;

    /// <summary>An input that must be there.</summary>
    public ImportedValue Input(int index) => Optional(index) ?? throw Fail($"no input {index}", $"at least {index + 1}");

    /// <summary>An input; null where it is left out.</summary>
    public ImportedValue? Optional(int index) => index < inputs.Count ? inputs[index] : null;

    /// <summary>An input that must be known at build time.</summary>
    public ConstantTensor Constant(int index, string what) => Input(index).Constant ?? throw Fail($"{what} computed at run time", "a constant");

    /// <summary>An input that must be known at build time; null where it is left out.</summary>
    public ConstantTensor? OptionalConstant(int index, string what) => Optional(index) is null ? null : Constant(index, what);

    /// <summary>Whether an attribute is there.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>An integer attribute.</summary>
    public long Integer(string name, long otherwise) => Find(name) is { } attribute ? Single(attribute.Integers, name, "an integer") : otherwise;

    /// <summary>A small integer attribute.</summary>
    public int Int(string name, int otherwise) => Small(Integer(name, otherwise), name);

    /// <summary>A number attribute.</summary>
    public float Float(string name, float otherwise) => Find(name) is { } attribute ? Single(attribute.Floats, name, "a number") : otherwise;

    /// <summary>A text attribute.</summary>
    public string Text(string name, string otherwise) => Find(name) is { } attribute ? Single(attribute.Texts, name, "a text") : otherwise;

    /// <summary>Several integers; null without the attribute.</summary>
    public int[]? Ints(string name) => Find(name) is { } attribute
        ? [.. (attribute.Integers ?? throw Fail($"attribute '{name}' of another type", "integers")).Select(value => Small(value, name))]
        : null;

    /// <summary>Several numbers; null without the attribute.</summary>
    public IReadOnlyList<float>? Floats(string name) => Find(name) is { } attribute ? attribute.Floats ?? throw Fail($"attribute '{name}' of another type", "numbers") : null;

    /// <summary>Several texts; null without the attribute.</summary>
    public IReadOnlyList<string>? Texts(string name) => Find(name) is { } attribute ? attribute.Texts ?? throw Fail($"attribute '{name}' of another type", "texts") : null;

    /// <summary>The attribute; null without.</summary>
    public OnnxAttribute? Find(string name) => node.Attributes.FirstOrDefault(attribute => attribute.Name == name);

    /// <summary>An axis that may be counted from the last.</summary>
    /// <param name="axis">The axis as the model has it.</param>
    /// <param name="rank">Axes that there are.</param>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : throw Fail($"axis {axis} of a value with {rank} axes", $"{-rank} to {rank - 1}");

    /// <summary>An error that names the node.</summary>
    public OnnxImportException Fail(string found, string expected) => new(Rules.OnnxNode, Printable.Escape(Name), Printable.Escape(node.OpType), found, expected);

    private T Single<T>(IReadOnlyList<T>? values, string name, string expected) => values is { Count: 1 } ? values[0] : throw Fail($"attribute '{name}' of another type", expected);

    private int Small(long value, string name) => value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Fail($"attribute '{name}' of {value}", "a 32-bit integer");
}
