using SparseCompile.Compiler.CSharp.Members;
using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.CSharp.Tensors;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.CSharp;

/// <summary>What every generated file of a model needs to know.</summary>
/// <param name="declaration">The model or matrix.</param>
/// <param name="kernels">Its kernels and schedules.</param>
/// <param name="file">Where its weights came from.</param>
internal sealed class GenerationContext(SparseDeclaration declaration, KernelSet kernels, WeightFile file)
{
    private readonly Dictionary<LayerPlan, PackedLayer> _tables = [];

    /// <summary>The model or matrix.</summary>
    public SparseDeclaration Declaration { get; } = declaration;

    /// <summary>Its kernels and schedules.</summary>
    public KernelSet Kernels { get; } = kernels;

    /// <summary>Where its weights came from.</summary>
    public WeightFile File { get; } = file;

    /// <summary>The layer that learns; null for a model that does not.</summary>
    public TrainableHead? Head { get; init; }

    /// <summary>The kernels before the layer that learns; null for a model that does not.</summary>
    public GenerationContext? Features { get; init; }

    /// <summary>These are the kernels before the layer that learns.</summary>
    public bool AreFeatures { get; init; }

    /// <summary>How it is computed.</summary>
    public ModelPlan Plan => Kernels.Plan;

    /// <summary>What generated members' names start with: empty for a model, the method's name for a matrix.</summary>
    public string Prefix => Declaration is MatrixDeclaration matrix ? matrix.Method : "";

    /// <summary>The nested class of kernels.</summary>
    public string KernelsClass => PrivateName("Kernels");

    /// <summary>The partial method that runs one input.</summary>
    public string InferCore => PrivateName(CoreName + "Core");

    /// <summary>The partial method that runs one input and counts.</summary>
    public string InferCountedCore => PrivateName(CoreName + "CountedCore");

    /// <summary>The partial method that runs inputs one after the other in memory.</summary>
    public string InferBatchCore => PrivateName(CoreName + "BatchCore");

    /// <summary>The partial method that runs inputs side by side in memory.</summary>
    public string InferColumnsCore => PrivateName(CoreName + "ColumnsCore");

    /// <summary>The code of the maps.</summary>
    public MapCodes Maps { get; } = new();

    /// <summary>The spans that inference takes, inputs first.</summary>
    public IReadOnlyList<SpanParameter> Spans { get; } = SpanParameter.Of(kernels.Plan.Graph);

    /// <summary>Values of one input.</summary>
    public int InputLength => Plan.Graph.InputLength;

    /// <summary>Values of one output.</summary>
    public int OutputLength => Plan.Graph.OutputLength;

    /// <summary>The C# name of a node: that of the class with its kernels and tables.</summary>
    public string IdentifierOf(NodePlan node) => Kernels.Identifiers[Plan.Nodes.ToList().IndexOf(node is LayerPlan layer ? layer.Original : node)];

    /// <summary>A layer's table as bytes, packed once.</summary>
    public PackedLayer Table(LayerPlan layer)
    {
        if (!_tables.TryGetValue(layer, out PackedLayer? table))
        {
            _tables[layer] = table = PackedLayer.Of(layer.Arrangement);
        }

        return table;
    }

    /// <summary>The name of a private generated member.</summary>
    public string PrivateName(string name) => Declaration.Type.PrivateName(Prefix + name);

    private string CoreName => AreFeatures ? "Features" : "Infer";

    /// <summary>Hint name of a file of this model.</summary>
    public string Hint(string? part) => Hint(Declaration, part);

    /// <summary>Hint name of a file of a model or matrix.</summary>
    public static string Hint(SparseDeclaration declaration, string? part) => HintNames.Of(declaration.FullName, part);
}
