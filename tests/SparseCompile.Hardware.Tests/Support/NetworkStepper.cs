using System.Text.Json;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Executes a whole document, layer after layer, and joins as soon as what they join is there.</summary>
public sealed class NetworkStepper
{
    private const string InputName = "input";
    private readonly (string Name, string Source, LayerProgram Program, StreamedLanesStepper Machine)[] _layers;
    private readonly JoinProgram[] _joins;
    private readonly string _output;

    /// <summary>Reads the document; every layer's ROM must be listed.</summary>
    public NetworkStepper(string document)
    {
        using JsonDocument json = JsonDocument.Parse(document);
        JsonElement[] layers = [.. json.RootElement.GetProperty("layers").EnumerateArray()];
        string[] names = [.. layers.Select(layer => layer.GetProperty("name").GetString()!)];
        bool isGraph = json.RootElement.TryGetProperty("graph", out JsonElement graph);
        string[] sources = isGraph ? [.. graph.GetProperty("layer_sources").EnumerateArray().Select(source => source.GetString()!)] : [InputName, .. names];
        _joins = isGraph ? [.. graph.GetProperty("joins").EnumerateArray().Select(JoinProgram.Parse)] : [];
        _output = isGraph ? graph.GetProperty("output").GetString()! : names.LastOrDefault(InputName);
        _layers =
        [
            .. layers.Select((layer, i) =>
            {
                LayerProgram program = LayerProgram.Parse(layer);
                return (names[i], sources[i], program, new StreamedLanesStepper(program));
            }),
        ];
    }

    /// <summary>Runs one inference. Outputs that dead-neuron removal dropped stay 0: nothing reads them.</summary>
    public (float[] Outputs, IReadOnlyList<StepResult> Steps) Infer(float[] inputs)
    {
        var steps = new List<StepResult>();
        var values = new Dictionary<string, float[]> { [InputName] = inputs };
        Join(values);
        foreach ((string name, string source, LayerProgram program, StreamedLanesStepper machine) in _layers)
        {
            float[] read = values[source];
            StepResult step = machine.Infer([.. program.InputIndices.Select(index => read[index])]);
            float[] rows = program.Activation.AfterLayer(step.Rows);
            float[] results = new float[program.DeclaredOutputs];
            for (int row = 0; row < rows.Length; row++)
            {
                results[program.OutputIndices[row]] = rows[row];
            }

            values[name] = results;
            steps.Add(step);
            Join(values);
        }

        return (values[_output], steps);
    }

    private void Join(Dictionary<string, float[]> values)
    {
        foreach (JoinProgram join in _joins.Where(join => !values.ContainsKey(join.Name) && join.Sources.All(values.ContainsKey)))
        {
            values[join.Name] = join.Run([.. join.Sources.Select(source => values[source])]);
        }
    }
}
