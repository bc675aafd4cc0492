using SparseCompile.Compiler.Importers.Attributes.Declarations;
using SparseCompile.Compiler.Planning;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.CSharp;

/// <summary>What every generated file of a model needs to know.</summary>
/// <param name="Declaration">The model or matrix.</param>
/// <param name="Plan">How it is computed.</param>
/// <param name="File">Where its weights came from.</param>
/// <param name="Prefix">What generated members' names start with: empty for a model, the method's name for a matrix.</param>
/// <param name="LayerIdentifiers">A C# name for each layer.</param>
internal sealed record GenerationContext(SparseDeclaration Declaration, ModelPlan Plan, WeightFile File, string Prefix, IReadOnlyList<string> LayerIdentifiers)
{
    /// <summary>The nested class of kernels.</summary>
    public string KernelsClass => Prefix + "Kernels";

    /// <summary>Hint name of a file of this model.</summary>
    public string Hint(string? part) => Hint(Declaration, part);

    /// <summary>Hint name of a file of a model or matrix.</summary>
    public static string Hint(SparseDeclaration declaration, string? part) =>
        declaration.FullName + (part is null ? "" : "." + part) + ".g.cs";

    /// <summary>Values of one input.</summary>
    public int InputLength => Plan.Network.InputLength;

    /// <summary>Values of one output.</summary>
    public int OutputLength => Plan.Network.OutputLength;
}
