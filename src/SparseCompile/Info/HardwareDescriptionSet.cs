using System.ComponentModel;

namespace SparseCompile;

/// <summary>The hardware descriptions of a model, by the names of their targets.</summary>
public sealed class HardwareDescriptionSet
{
    private readonly Lookup _lookup;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public HardwareDescriptionSet(IReadOnlyList<string> names, Lookup lookup)
    {
        Names = names;
        _lookup = lookup;
    }

    /// <summary>Finds a description; empty for names that are not among <see cref="Names"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public delegate ReadOnlySpan<byte> Lookup(string target);

    /// <summary>Gets the names of the targets, in the order of the attribute.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Gets the description for a target, as UTF-8 JSON.</summary>
    /// <exception cref="KeyNotFoundException">The model does not name the target.</exception>
    public ReadOnlySpan<byte> this[string target]
    {
        get
        {
            ReadOnlySpan<byte> description = _lookup(target);
            return !description.IsEmpty ? description : throw new KeyNotFoundException($"The model has no hardware target '{target}'; it has {string.Join(", ", Names)}.");
        }
    }
}
