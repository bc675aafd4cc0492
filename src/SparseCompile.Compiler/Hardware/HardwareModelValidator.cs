using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Refuses models whose description would be wrong.</summary>
internal static class HardwareModelValidator
{
    /// <summary>Checks a model.</summary>
    /// <exception cref="ArgumentException">Names the layer, what was found and what was expected.</exception>
    public static void Validate(HardwareModel model)
    {
        Require(model.Lanes is >= 1 and <= HardwareModel.MaximumLanes, $"Lanes: {model.Lanes}, expected 1 to {HardwareModel.MaximumLanes}.");
        foreach (WeightProvenance weights in model.Weights)
        {
            Require(IsSha256(weights.Sha256), $"Weights '{weights.Name}': '{weights.Sha256}' is not a SHA-256 of 64 hexadecimal digits.");
        }

        foreach (HardwareLayer layer in model.Layers)
        {
            ValidateLayer(layer);
        }
    }

    private static void ValidateLayer(HardwareLayer layer)
    {
        CsrMatrix weights = layer.Layer.Weights;
        string where = $"Layer '{layer.Name}'";
        Require(layer.Layer.Bias.Length == weights.Rows, $"{where}: {layer.Layer.Bias.Length} biases for {weights.Rows} rows.");
        Require(
            layer.DeclaredInputs is >= 0 and <= int.MaxValue && layer.DeclaredOutputs is >= 0 and <= int.MaxValue,
            $"{where}: declared {layer.DeclaredOutputs} x {layer.DeclaredInputs}, expected extents of 0 to {int.MaxValue}.");
        Require(
            layer.DeclaredNonZeros >= weights.NonZeros && layer.DeclaredNonZeros <= layer.DeclaredInputs * layer.DeclaredOutputs,
            $"{where}: {layer.DeclaredNonZeros} declared non-zeros, expected {weights.NonZeros} to {layer.DeclaredInputs * layer.DeclaredOutputs}.");
        ValidateIndices($"{where}, inputs", layer.InputIndices, weights.Columns, layer.DeclaredInputs);
        ValidateIndices($"{where}, outputs", layer.OutputIndices, weights.Rows, layer.DeclaredOutputs);
    }

    private static void ValidateIndices(string where, int[]? indices, int kept, long declared)
    {
        if (indices is null)
        {
            Require(kept == declared, $"{where}: {kept} kept of {declared} declared, but no indices.");
            return;
        }

        Require(indices.Length == kept, $"{where}: {indices.Length} indices for {kept} kept.");
        long previous = -1;
        foreach (int index in indices)
        {
            Require(index > previous && index < declared, $"{where}: index {index} after {previous}, expected ascending below {declared}.");
            previous = index;
        }
    }

    private static bool IsSha256(string text) =>
        text.Length == 64 && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F'));

    private static void Require(bool condition, FormattableString message)
    {
        if (!condition)
        {
            throw new ArgumentException(FormattableString.Invariant(message));
        }
    }
}
