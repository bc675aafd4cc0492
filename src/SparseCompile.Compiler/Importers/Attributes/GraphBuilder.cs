using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>A graph as it grows, layer after layer, with the names that later layers call values by.</summary>
internal sealed class GraphBuilder
{
    /// <summary>What layers call the model's input.</summary>
    public const string InputName = "input";

    private readonly List<Value> _values = [];
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _descriptions = [];
    private readonly List<(int State, int Next)> _states = [];

    /// <summary>Starts a graph.</summary>
    /// <param name="inputShape">The declared shape of the input; null where the first layer that reads it says how long it is.</param>
    public GraphBuilder(Shape? inputShape)
    {
        IsInputKnown = inputShape is not null;
        _values.Add(new Value(0, InputName, inputShape ?? Shape.Vector(0)));
        _byName[InputName] = 0;
        _descriptions[0] = inputShape is { } shape ? $"the product of [Input({string.Join(", ", shape.Extents)})]" : "the model's input";
    }

    /// <summary>The input's length is known.</summary>
    public bool IsInputKnown { get; private set; }

    /// <summary>Whether the output is computed by a layer.</summary>
    public bool HasOutput => Last != 0;

    /// <summary>The value that the layer before computes, or the input.</summary>
    public int Last { get; private set; }

    /// <summary>Names of the layers so far.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>The value of a name; null where there is none.</summary>
    public int? Find(string name) => _byName.TryGetValue(name, out int value) ? value : null;

    /// <summary>Elements of a value; null for an input of unknown length.</summary>
    public int? LengthOf(int value) => value == 0 && !IsInputKnown ? null : _values[value].Length;

    /// <summary>Shape of a value; null for an input of unknown length.</summary>
    public Shape? ShapeOf(int value) => value == 0 && !IsInputKnown ? null : _values[value].Shape;

    /// <summary>What a value is, for messages: <c>the outputs of 'fc1'</c>.</summary>
    public string Describe(int value) => _descriptions[value];

    /// <summary>The node that computes a value; null for the input.</summary>
    public Node? Producer(int value) => _nodes.Find(node => node.Output == value);

    /// <summary>A layer says how long the input is.</summary>
    public void SetInputLength(int length)
    {
        if (!IsInputKnown)
        {
            _values[0] = _values[0] with { Shape = Shape.Vector(length) };
            IsInputKnown = true;
        }
    }

    /// <summary>Adds a node.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="op">What it computes; its inputs fit.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="location">The attribute.</param>
    /// <param name="description">What its output is, for messages.</param>
    /// <returns>The value that it computes.</returns>
    public int Add(string name, Operator op, IReadOnlyList<int> inputs, AttributePlace? location, string description)
    {
        Shape shape = op.InferShape([.. inputs.Select(input => _values[input].Shape)]) ?? throw new InvalidOperationException($"The inputs of '{name}' do not fit.");
        int output = _values.Count;
        _values.Add(new Value(output, name, shape));
        _nodes.Add(new Node(name, op, inputs.ToEquatableArray(), output, location));
        _descriptions[output] = description;
        Last = output;
        return output;
    }

    /// <summary>Adds a state: a value that the caller keeps from one inference to the next.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">Its elements.</param>
    public int AddState(string name, int length)
    {
        _values.Add(new Value(_values.Count, name, Shape.Vector(length)));
        _states.Add((_values.Count - 1, _values.Count - 1));
        return _values.Count - 1;
    }

    /// <summary>Says what a state becomes.</summary>
    public void SetNextState(int state, int next) => _states[_states.FindIndex(each => each.State == state)] = (state, next);

    /// <summary>The next layer reads this value unless it says otherwise; after the last one, it is the output.</summary>
    public void Continue(int value) => Last = value;

    /// <summary>Later layers call a value by this name.</summary>
    public void Name(string name, int value) => _byName[name] = value;

    /// <summary>The graph, whose output is that of the last layer.</summary>
    public Graph Build() => _states.Count == 0 ? new(_values, _nodes, 0, Last)
        : new(_values, _nodes, _states.Select(state => state.State).Prepend(0).ToEquatableArray(), _states.Select(state => state.Next).Prepend(Last).ToEquatableArray())
        {
            OutputNames = _states.Select(state => _values[state.State].Name).Prepend("output").ToEquatableArray(),
            States = _states.Count,
        };
}
