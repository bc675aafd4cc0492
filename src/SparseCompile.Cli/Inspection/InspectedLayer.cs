using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Inspection;

/// <summary>A node of a compiled model, with the figures that people ask for.</summary>
/// <param name="Plan">How it is computed.</param>
/// <param name="Graph">The graph that it is in.</param>
internal sealed record InspectedLayer(NodePlan Plan, Graph Graph)
{
    private long? _bytes;

    /// <summary>Its name.</summary>
    public string Name => Plan.Node.Name;

    /// <summary>Its operator: <c>Linear</c>, <c>Conv</c>, ...</summary>
    public string Operator => Plan.Node.Operator.GetType().Name;

    /// <summary>Its plan where it has weights.</summary>
    public LayerPlan? Weighted => Plan as LayerPlan;

    /// <summary>Its matrix, dead neurons removed; null where it has no weights.</summary>
    public CsrMatrix? Matrix => Weighted?.Layer.Weights;

    /// <summary>Names of the layers and inputs that it reads.</summary>
    public IEnumerable<string> Sources => Plan.Node.Inputs.Select(input => Graph.Producer(input)?.Name ?? Graph.Values[input].Name);

    /// <summary>Shape of the first value that it reads; a constant reads none.</summary>
    public string InputShape => Plan.Node.Inputs.Count == 0 ? "nothing" : Graph.Values[Plan.Node.Input].Shape.ToString();

    /// <summary>Shape of what it computes.</summary>
    public string OutputShape => Graph.Values[Plan.Node.Output].Shape.ToString();

    /// <summary>Extents of the matrix, and of the window of a convolution.</summary>
    public string WeightShape => Weighted switch
    {
        ConvPlan { Conv: var conv } => $"{conv.Outputs} x {(conv.Input.Channels + conv.Groups - 1) / conv.Groups} x {conv.Window.Y.Kernel} x {conv.Window.X.Kernel}",
        { Layer: var layer } => $"{layer.Outputs} x {layer.Inputs}",
        null => "",
    };

    /// <summary>Non-zero weights as declared.</summary>
    public long NonZeros => Weighted is null ? 0 : Plan.Node.Declared.NonZeros;

    /// <summary>Weights of the dense layer as declared.</summary>
    public long DenseWeights => Weighted is null ? 0 : Plan.Node.Declared.DenseWeights;

    /// <summary>Non-zeros of all weights, 0 to 1.</summary>
    public double Density => DenseWeights == 0 ? 0 : (double)NonZeros / DenseWeights;

    /// <summary>The patterns found.</summary>
    public IReadOnlyList<WeightPattern> Patterns => Plan.Node.Declared.Patterns;

    /// <summary>Patterns and their fit, for people.</summary>
    public string PatternText => string.Join("; ", Patterns.Select(pattern => pattern.IsRegular && pattern.Fit < 0.9995 ? $"{pattern.Name} ({Common.Figures.Percent(pattern.Fit)})" : pattern.Name));

    /// <summary>A clause that says how many non-zeros are left where dead neurons were removed; else empty.</summary>
    public string Removed => Matrix is { } matrix && matrix.NonZeros != NonZeros ? $"; {Common.Figures.Count(matrix.NonZeros)} without dead neurons" : "";

    /// <summary>Bytes of weights and indices in the assembly.</summary>
    public long Bytes => _bytes ??= Weighted is null ? 0 : PackedLayer.Of(Weighted.Arrangement).Length;

    /// <summary>Estimate for one input on the primary target.</summary>
    public double Nanoseconds => Plan.EstimatedNanoseconds;

    /// <summary>Estimate for a dense kernel; null where there are no weights.</summary>
    public double? DenseNanoseconds => Weighted?.DenseNanoseconds;

    /// <summary>Expected fraction of zero inputs, as the plan has it.</summary>
    public double InputSparsity
    {
        get
        {
            Operator? before = Plan.Node.Inputs.Count == 0 ? null : Graph.Producer(Plan.Node.Input)?.Operator;
            double declared = (Plan.Node.Operator as MatrixOperator)?.InputSparsity ?? 0;
            return declared > 0 ? declared
                : before is KWinners winners ? winners.Sparsity
                : before?.Activation.Kind is ActivationKind.Relu or ActivationKind.Relu6 ? 0.5 : 0;
        }
    }
}
