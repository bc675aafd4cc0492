using System.Text.Json;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Executes a whole document, layer after layer.</summary>
public sealed class NetworkStepper
{
    private readonly (LayerProgram Program, StreamedLanesStepper Machine)[] _layers;

    /// <summary>Reads the document; every layer's ROM must be listed.</summary>
    public NetworkStepper(string document)
    {
        using JsonDocument json = JsonDocument.Parse(document);
        _layers =
        [
            .. json.RootElement.GetProperty("layers").EnumerateArray()
                .Select(LayerProgram.Parse)
                .Select(program => (program, new StreamedLanesStepper(program))),
        ];
    }

    /// <summary>Runs one inference. Outputs that dead-neuron removal dropped stay 0: nobody reads them.</summary>
    public (float[] Outputs, IReadOnlyList<StepResult> Steps) Infer(float[] inputs)
    {
        var steps = new List<StepResult>();
        float[] values = inputs;
        foreach ((LayerProgram program, StreamedLanesStepper machine) in _layers)
        {
            StepResult step = machine.Infer([.. program.InputIndices.Select(index => values[index])]);
            float[] rows = program.Activation.AfterLayer(step.Rows);
            values = new float[program.DeclaredOutputs];
            for (int row = 0; row < rows.Length; row++)
            {
                values[program.OutputIndices[row]] = rows[row];
            }

            steps.Add(step);
        }

        return (values, steps);
    }
}
