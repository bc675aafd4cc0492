namespace SparseCompile.Models.Tests.Reference;

/// <summary>A layer of a network from Keras.</summary>
/// <param name="Linear">Prefix of the linear layer's tensors.</param>
/// <param name="BatchNorm">Prefix of its batch normalisation's tensors; null when it has none.</param>
/// <param name="Function">What follows.</param>
internal sealed record KerasLayer(string Linear, string? BatchNorm, Activation Function)
{
    /// <summary>The attributes that declare it.</summary>
    /// <param name="epsilon">The batch normalisation's, as in source.</param>
    public string Attributes(string epsilon)
    {
        string linear = $"Linear(\"{Linear}\", Weight = \"{Linear}.kernel\", Bias = \"{Linear}.bias\", Transposed = true";
        string function = $"Activation = Activation.{Function})";
        return BatchNorm is null ? $"[{linear}, {function}]" : $"[{linear}), BatchNorm(\"{BatchNorm}\", Epsilon = {epsilon}, {function}]";
    }
}
