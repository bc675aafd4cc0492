using SparseCompile.Compiler.Hardware.Json;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Quantization.Nodes;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes what an operator on integers has beside its weights: biases, requantisation, tables.</summary>
internal sealed class IntegerWriter(JsonWriter json) : IQuantizedVisitor<bool>
{
    private static readonly QuantizedEpilogue s_plain = new(sbyte.MinValue, sbyte.MaxValue, default);

    /// <summary>Writes the member <c>integer</c>.</summary>
    public void Write(QuantizedNode node)
    {
        json.BeginObject("integer");
        node.Accept(this);
        json.EndObject();
    }

    /// <inheritdoc/>
    public bool Visit(QuantizedLayer node) => Write(node.Bias, node.Requantisations, node.Epilogue, []);

    /// <inheritdoc/>
    public bool Visit(QuantizedMaxPool node) => Write([], [], s_plain, []);

    /// <inheritdoc/>
    public bool Visit(QuantizedAveragePool node) => Write([], node.Requantisations, s_plain, []);

    /// <inheritdoc/>
    public bool Visit(QuantizedWinners node) => Write([], [], s_plain, node.Factors);

    /// <inheritdoc/>
    public bool Visit(QuantizedAdd node) => Write([], [node.Requantisation], node.Epilogue, node.Multipliers);

    /// <inheritdoc/>
    public bool Visit(QuantizedConcat node) => Write([], [], s_plain, []);

    /// <inheritdoc/>
    public bool Visit(QuantizedMove node) => Write([], [], s_plain, []);

    private bool Write(int[] biases, Requantisation[] requantisations, QuantizedEpilogue epilogue, int[] factors)
    {
        json.Numbers("biases", biases);
        json.Numbers("multipliers", requantisations.Select(requantisation => requantisation.Multiplier));
        json.Numbers("shifts", requantisations.Select(requantisation => requantisation.Shift));
        json.Number("low", epilogue.Low);
        json.Number("high", epilogue.High);
        json.Numbers("table", epilogue.Table.Count == 0 ? [] : epilogue.Table.Select(value => (int)value));
        json.Numbers("factors", factors);
        return true;
    }
}
