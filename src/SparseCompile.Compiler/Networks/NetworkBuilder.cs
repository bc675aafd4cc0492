using System.Globalization;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes.Declarations;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Networks;

/// <summary>Declarations and weights in, layers with shapes out.</summary>
internal sealed class NetworkBuilder
{
    private readonly ModelDeclaration _model;
    private readonly TensorSource _source;
    private readonly ICollection<CompilerDiagnostic> _diagnostics;
    private readonly List<NetworkNode> _nodes = [];
    private PendingAffine? _pending;
    private AttributePlace? _pendingLocation;
    private string _pendingName = "";

    private NetworkBuilder(ModelDeclaration model, TensorSource source, ICollection<CompilerDiagnostic> diagnostics)
    {
        _model = model;
        _source = source;
        _diagnostics = diagnostics;
    }

    /// <summary>Builds a model's network; null, with diagnostics, when it cannot be built.</summary>
    public static Network? Build(ModelDeclaration model, WeightFile file, ICollection<CompilerDiagnostic> diagnostics)
    {
        NetworkBuilder builder = new(model, new TensorSource(file, diagnostics), diagnostics);
        int before = diagnostics.Count;
        foreach (LayerDeclaration layer in model.Layers)
        {
            bool built = layer switch
            {
                LinearDeclaration linear => builder.Add(linear),
                BatchNormDeclaration batchNorm => builder.Add(batchNorm),
                _ => builder.Add(layer),
            };
            if (!built)
            {
                return null;
            }
        }

        builder.FlushPending(ActivationFunction.None);
        if (builder._nodes.Count == 0)
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.NoLayers, model.Location, model.DisplayName));
            return null;
        }

        if (!builder.AreFinite() || diagnostics.Skip(before).Any(diagnostic => diagnostic.Rule.Severity == RuleSeverity.Error))
        {
            return null;
        }

        int[] shape = model.InputShape.Count > 0 ? [.. model.InputShape] : [builder._nodes[0].Layer.Inputs];
        return new Network(shape, builder._nodes);
    }

    private int? Width => _nodes.Count > 0 ? _nodes[_nodes.Count - 1].Layer.Outputs : _pending?.Scale.Length ?? DeclaredInput;

    private int? DeclaredInput => _model.InputShape.Count == 0 ? null : _model.InputShape.Aggregate(1, (product, extent) => product * extent);

    private bool Add(LinearDeclaration declaration)
    {
        string weightName = declaration.Weight ?? declaration.Name + ".weight";
        if (_source.ReadMatrix(weightName, declaration.Transposed, PatternValues.Refuse, declaration.Location) is not { } weights)
        {
            return false;
        }

        if (weights.Rows == 0 || weights.Columns == 0)
        {
            string found = TensorSource.Describe([weights.Rows, weights.Columns]);
            _diagnostics.Add(CompilerDiagnostic.Create(
                Rules.WrongShape, declaration.Location, _source.File.LogicalName, weightName, found, "at least one input and one output"));
            return false;
        }

        if (Width is { } width && width != weights.Columns)
        {
            string from = _nodes.Count > 0 ? $"the outputs of '{_nodes[_nodes.Count - 1].Layer.Name}'"
                : _pending is not null ? $"the values '{_pendingName}' normalises"
                : $"the product of [Input({string.Join(", ", _model.InputShape.Select(Text))})]";
            _diagnostics.Add(CompilerDiagnostic.Create(Rules.ShapesDoNotChain, declaration.Location, declaration.Name, Text(weights.Columns), Text(width), from));
            return false;
        }

        float[]? bias = new float[weights.Rows];
        string biasName = declaration.Bias ?? declaration.Name + ".bias";
        if (declaration.Bias is not null || _source.Has(biasName))
        {
            bias = _source.ReadVector(biasName, weights.Rows, declaration.Location);
        }

        if (bias is null)
        {
            return false;
        }

        LinearLayer layer = new(declaration.Name, weights, bias, declaration.Activation) { InputSparsity = declaration.InputSparsity };
        Append(_pending?.BeforeLayer(layer) ?? layer, declaration.Location);
        _pending = null;
        return true;
    }

    private bool Add(BatchNormDeclaration declaration)
    {
        string mean = _source.Has(declaration.Name + ".running_mean") || !_source.Has(declaration.Name + ".moving_mean") ? "running_mean" : "moving_mean";
        bool keras = mean == "moving_mean";
        if (Width is not { } width)
        {
            // Nothing before it says how wide it is: its own mean does.
            TensorInfo? info = _source.File.Tensors.FirstOrDefault(tensor => tensor.Name == declaration.Name + "." + mean);
            width = info is null ? 0 : TensorSource.VectorLength(info);
            if (info is not null && width == 0)
            {
                string found = TensorSource.Describe(info.Shape);
                _diagnostics.Add(CompilerDiagnostic.Create(
                    Rules.WrongShape, declaration.Location, _source.File.LogicalName, info.Name, found, "a vector with at least one value"));
                return false;
            }
        }

        float[] ones = [.. Enumerable.Repeat(1f, width)];
        float[]? means = Vector(mean);
        float[]? variances = means is null ? null : Vector(keras ? "moving_variance" : "running_var");
        float[]? gamma = variances is null ? null : Optional(keras ? "gamma" : "weight", ones);
        float[]? beta = gamma is null ? null : Optional(keras ? "beta" : "bias", new float[width]);
        if (beta is null)
        {
            return false;
        }

        double[] scale = new double[width];
        double[] shift = new double[width];
        for (int i = 0; i < width; i++)
        {
            scale[i] = gamma![i] / Math.Sqrt((double)variances![i] + declaration.Epsilon);
            shift[i] = beta[i] - (means![i] * scale[i]);
        }

        PendingAffine affine = new(scale, shift);
        if (_nodes.Count > 0 && _pending is null && _nodes[_nodes.Count - 1].Layer.Activation.Kind == ActivationKind.None)
        {
            NetworkNode last = _nodes[_nodes.Count - 1];
            _nodes.RemoveAt(_nodes.Count - 1);
            Append(affine.AfterLayer(last.Layer) with { Activation = declaration.Activation }, last.Location);
            return true;
        }

        _pending = _pending?.Then(affine) ?? affine;
        (_pendingLocation, _pendingName) = (declaration.Location, declaration.Name);
        if (declaration.Activation.Kind != ActivationKind.None)
        {
            FlushPending(declaration.Activation);
        }

        return true;

        float[]? Vector(string part) => _source.ReadVector(declaration.Name + "." + part, width, declaration.Location);

        float[]? Optional(string part, float[] otherwise) => _source.Has(declaration.Name + "." + part) ? Vector(part) : otherwise;
    }

    private bool Add(LayerDeclaration declaration)
    {
        if (declaration.Activation.Kind == ActivationKind.None)
        {
            return true;
        }

        if (_pending is not null)
        {
            FlushPending(declaration.Activation);
        }
        else if (_nodes.Count > 0 && _nodes[_nodes.Count - 1].Layer.Activation.Kind == ActivationKind.None)
        {
            NetworkNode last = _nodes[_nodes.Count - 1];
            _nodes[_nodes.Count - 1] = last with { Layer = last.Layer with { Activation = declaration.Activation } };
        }
        else if (Width is { } width)
        {
            // A second activation in a row: an identity layer carries it.
            double[] ones = [.. Enumerable.Repeat(1.0, width)];
            Append(new PendingAffine(ones, new double[width]).AsLayer(UniqueName(declaration.Name), declaration.Activation), declaration.Location);
        }
        else
        {
            _diagnostics.Add(CompilerDiagnostic.Create(
                Rules.UnknownOption, declaration.Location, "Activation", "an activation before any layer", "[Input(...)] to say how many values it applies to"));
            return false;
        }

        return true;
    }

    private void FlushPending(ActivationFunction activation)
    {
        if (_pending is { } pending)
        {
            Append(pending.AsLayer(_pendingName, activation), _pendingLocation);
            _pending = null;
        }
    }

    private void Append(LinearLayer layer, AttributePlace? location) =>
        _nodes.Add(new NetworkNode(layer, _nodes.Count - 1, DeclaredLayer.Of(layer.Weights), location));

    private string UniqueName(string name)
    {
        string unique = name;
        for (int i = 2; _nodes.Any(node => node.Layer.Name == unique); i++)
        {
            unique = name + Text(i);
        }

        return unique;
    }

    /// <summary>Folding a batch normalisation can overflow, or divide by a negative variance.</summary>
    private bool AreFinite()
    {
        foreach (NetworkNode node in _nodes)
        {
            foreach (float value in node.Layer.Weights.Values.Concat(node.Layer.Bias))
            {
                if (float.IsNaN(value) || float.IsInfinity(value))
                {
                    _diagnostics.Add(CompilerDiagnostic.Create(
                        Rules.NonFiniteWeight, node.Location, _source.File.LogicalName, node.Layer.Name, Text(value), "a weight or bias with batch normalisation folded in"));
                    return false;
                }
            }
        }

        return true;
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
