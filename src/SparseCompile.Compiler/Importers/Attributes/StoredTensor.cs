using SparseCompile.Compiler.Tensors.Encodings;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Where the values of a weight or a bias are: a tensor, a tensor and its mask, or the parts of a sparse matrix.</summary>
/// <param name="Name">What the values are called: the tensor's name, that of the product, or that of the group.</param>
/// <param name="Tensor">The tensor; empty for a group.</param>
internal sealed record StoredTensor(string Name, string Tensor)
{
    /// <summary>The mask that the tensor is multiplied by; null for none.</summary>
    public string? Mask { get; init; }

    /// <summary>The parts of a sparse matrix; null where it is one tensor.</summary>
    public SparseGroup? Group { get; init; }

    /// <summary>Names of the tensors that are read for it.</summary>
    public IEnumerable<string> Tensors => Group is { } group ? group.Parts.Values : Mask is null ? [Tensor] : [Tensor, Mask];
}
