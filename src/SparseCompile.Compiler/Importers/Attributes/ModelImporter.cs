using System.Globalization;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>A model's attributes and weights in, a graph out.</summary>
internal sealed class ModelImporter
{
    private readonly TensorSource _source;
    private readonly ICollection<CompilerDiagnostic> _diagnostics;
    private readonly GraphBuilder _graph;
    private readonly ImageLayers _images;
    private readonly List<LayerTensors> _read = [];

    /// <summary>Values whose readers expect the channels of a pixel one after the other, and the image that they are.</summary>
    private readonly Dictionary<int, ImageShape> _channelsLast = [];
    private readonly List<NormTensors> _norms = [];

    private ModelImporter(ModelDeclaration model, TensorSource source, ICollection<CompilerDiagnostic> diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
        _images = new ImageLayers(source, _read, diagnostics);
        _graph = new GraphBuilder(model.InputShape.Count == 0 ? null : new Shape(model.InputShape));
    }

    /// <summary>Builds a model's graph; null, with diagnostics, when it cannot be built.</summary>
    public static Graph? Build(ModelDeclaration model, WeightFile file, ICollection<CompilerDiagnostic> diagnostics)
    {
        ModelImporter importer = new(model, new TensorSource(file, diagnostics), diagnostics);
        int before = diagnostics.Count;
        foreach (LayerDeclaration layer in model.Layers)
        {
            if (!importer.Add(layer))
            {
                return null;
            }
        }

        if (!importer._graph.HasOutput)
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.NoLayers, model.Location, model.DisplayName));
            return null;
        }

        if (diagnostics.Skip(before).Any(diagnostic => diagnostic.Rule.Severity == RuleSeverity.Error))
        {
            return null;
        }

        new UnreadTensors(importer._source, importer._read, diagnostics).Report(model, importer._norms);
        return importer._graph.Build();
    }

    private bool Add(LayerDeclaration layer)
    {
        List<int> inputs = [];
        IReadOnlyList<string?> names = layer is JoinDeclaration join ? [.. join.Operands] : [layer.From];
        foreach (string? name in names)
        {
            if (name is null)
            {
                inputs.Add(_graph.Last);
            }
            else if (name == GraphBuilder.InputName && _graph.Find(name) != 0)
            {
                _diagnostics.Add(CompilerDiagnostic.Create(
                    Rules.UnknownOption,
                    layer.Location,
                    layer is JoinDeclaration operation ? operation.Kind.ToString() : "From",
                    $"\"{name}\", which is both the model's input and a layer before this one",
                    "another name for that layer; Weight and Bias name its tensors"));
                return false;
            }
            else if (_graph.Find(name) is { } value)
            {
                inputs.Add(value);
            }
            else
            {
                string[] known = [.. _graph.Names];
                _diagnostics.Add(CompilerDiagnostic.Create(Rules.UnknownSource, layer.Location, layer.Name, name, NameHints.List(known), NameHints.Closest(name, known)));
                return false;
            }
        }

        if (layer is not LinearDeclaration && inputs.Find(_channelsLast.ContainsKey) is > 0 and int flat)
        {
            _diagnostics.Add(CompilerDiagnostic.Create(
                Rules.UnknownOption, layer.Location, "ChannelsLast", $"a flatten that '{layer.Name}' reads", "a linear layer to read it, whose columns are put in order"));
            return false;
        }

        bool isAdded = layer switch
        {
            LinearDeclaration linear => AddLinear(linear, inputs[0]),
            BatchNormDeclaration batchNorm => AddBatchNorm(batchNorm, inputs[0]),
            ConvDeclaration conv => AddImage(conv, inputs[0], _images.Conv(conv, _graph.ShapeOf(inputs[0]))),
            PoolDeclaration pool => AddImage(pool, inputs[0], _images.Pool(pool, _graph.ShapeOf(inputs[0]))),
            KWinnersDeclaration winners => AddImage(winners, inputs[0], new KWinnersReader(winners, _source, _diagnostics).Read(_graph.ShapeOf(inputs[0]))),
            RecurrentDeclaration recurrent => AddRecurrent(recurrent, inputs[0]),
            JoinDeclaration joined => AddJoin(joined, inputs),
            ElementwiseDeclaration elementwise => AddElementwise(elementwise, inputs[0]),
            _ => throw new InvalidOperationException($"No importer for {layer.GetType().Name}."),
        };
        if (isAdded && layer is not (ElementwiseDeclaration or PoolDeclaration { IsNamed: false }))
        {
            _graph.Name(layer.Name, _graph.Last);
        }

        return isAdded;
    }

    private bool AddLinear(LinearDeclaration declaration, int input)
    {
        if (new LinearReader(_source, _diagnostics).Read(declaration, _graph.LengthOf(input), _graph.Describe(input)) is not { } tensors)
        {
            return false;
        }

        _read.Add(tensors);
        _graph.SetInputLength(tensors.Weights.Columns);
        CsrMatrix weights = _channelsLast.TryGetValue(input, out ImageShape image) ? MatrixBuilder.Reorder(tensors.Weights, image.ChannelsLast()) : tensors.Weights;
        Linear layer = new(weights, tensors.Biases, ActivationFunction.None) { InputSparsity = declaration.InputSparsity };
        string description = $"the outputs of '{declaration.Name}'";
        AddActivation(declaration, _graph.Add(declaration.Name, layer, [input], declaration.Location, description), description);
        return true;
    }

    private bool AddImage(LayerDeclaration declaration, int input, Operator? op)
    {
        if (op is null)
        {
            return false;
        }

        string description = $"the outputs of '{declaration.Name}'";
        AddActivation(declaration, _graph.Add(declaration.Name, op, [input], declaration.Location, description), description);
        return true;
    }

    private bool AddRecurrent(RecurrentDeclaration declaration, int input)
    {
        if (new RecurrentReader(declaration, _source, _diagnostics).Read(_graph.LengthOf(input), _graph.Describe(input)) is not { } cell)
        {
            return false;
        }

        _graph.SetInputLength(cell.Inputs);
        string description = $"the outputs of '{declaration.Name}'";
        int[] states = [.. declaration.States.Select(state => _graph.AddState(state, cell.Hidden))];
        int all = _graph.Add(declaration.Name, cell, [input, .. states], declaration.Location, description);
        Shape shape = _graph.ShapeOf(all)!.Value;
        int[] next = [.. states.Select((_, i) => _graph.Add(declaration.States[i] + ".next", Maps.Slice(shape, [i * cell.Hidden], [1], [cell.Hidden]), [all], declaration.Location, description))];
        for (int i = 0; i < states.Length; i++)
        {
            _graph.SetNextState(states[i], next[i]);
        }

        _graph.Continue(next[0]);
        AddActivation(declaration, next[0], description);
        return true;
    }

    private bool AddBatchNorm(BatchNormDeclaration declaration, int input)
    {
        BatchNormReader reader = new(declaration, _source);
        if (reader.Read(_graph.ShapeOf(input)) is not { } affine)
        {
            return false;
        }

        _norms.Add(reader.Tensors!);

        _graph.SetInputLength(affine.Length);
        bool isFolded = _graph.Producer(input)?.Operator is MatrixOperator or Affine;
        string description = isFolded ? _graph.Describe(input) : $"the values '{declaration.Name}' normalises";
        AddActivation(declaration, _graph.Add(declaration.Name, affine, [input], declaration.Location, description), description);
        return true;
    }

    private bool AddElementwise(ElementwiseDeclaration declaration, int input)
    {
        if (_graph.LengthOf(input) is null && declaration.Activation.Kind != ActivationKind.None)
        {
            _diagnostics.Add(CompilerDiagnostic.Create(
                Rules.UnknownOption, declaration.Location, "Activation", "an activation before any layer", "[Input(...)] to say how many values it applies to"));
            return false;
        }

        _graph.Continue(input);
        AddActivation(declaration, input, _graph.Describe(input));
        if (declaration.IsChannelsLast && _graph.ShapeOf(_graph.Last) is { Extents.Count: > 1 } shape && ImageShape.Of(shape) is { } image)
        {
            // A value of its own, for others may read the image as it is.
            int flat = _graph.Add(declaration.Name, new Reshape(Shape.Vector(shape.Length)), [_graph.Last], declaration.Location, _graph.Describe(_graph.Last));
            _channelsLast[flat] = image;
        }

        return true;
    }

    private bool AddJoin(JoinDeclaration declaration, List<int> inputs)
    {
        string kind = declaration.Kind.ToString();
        if (inputs.Count < 2)
        {
            _diagnostics.Add(CompilerDiagnostic.Create(
                Rules.UnknownOption, declaration.Location, kind, $"{Text(inputs.Count)} operands", "the names of at least two layers, or \"input\""));
            return false;
        }

        if (inputs.Any(value => _graph.LengthOf(value) is null))
        {
            _diagnostics.Add(CompilerDiagnostic.Create(
                Rules.UnknownOption, declaration.Location, kind, "an input of unknown length", "[Input(...)] to say how many values the model's input has"));
            return false;
        }

        int differing = inputs.FindIndex(value => _graph.LengthOf(value) != _graph.LengthOf(inputs[0]));
        if (declaration.Kind == JoinKind.Add && differing >= 0)
        {
            _diagnostics.Add(CompilerDiagnostic.Create(
                Rules.OperandsDiffer,
                declaration.Location,
                declaration.Name,
                $"{Text(_graph.LengthOf(inputs[differing])!.Value)} values of {_graph.Describe(inputs[differing])}",
                $"{Text(_graph.LengthOf(inputs[0])!.Value)}, as {_graph.Describe(inputs[0])} has"));
            return false;
        }

        Operator op = declaration.Kind == JoinKind.Add ? new Add(ActivationFunction.None) : new Concat();
        string description = $"the outputs of '{declaration.Name}'";
        AddActivation(declaration, _graph.Add(declaration.Name, op, inputs, declaration.Location, description), description);
        return true;
    }

    private void AddActivation(LayerDeclaration declaration, int value, string description)
    {
        if (declaration.Activation.Kind != ActivationKind.None)
        {
            // A batch normalisation of its own becomes a layer of its own with the activation.
            string own = declaration is BatchNormDeclaration ? $"the outputs of '{declaration.Name}'" : description;
            _graph.Add(declaration.Name, new Elementwise(declaration.Activation), [value], declaration.Location, own);
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
