using SparseCompile.Cli.Benchmarking.Baselines;
using SparseCompile.Cli.Inspection;
using SparseCompile.Cli.Tuning;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Tuning;

namespace SparseCompile.Cli.Benchmarking;

/// <summary>Times a model and each of its layers against dense C# and compressed rows, in turns.</summary>
/// <param name="model">The model.</param>
/// <param name="rounds">Turns that each is given.</param>
internal sealed class ModelBench(InspectedModel model, int rounds)
{
    /// <summary>Measures.</summary>
    /// <param name="only">The only layer to measure; null for all and the model.</param>
    /// <param name="report">Called with what is being done.</param>
    public BenchResult Run(string? only, Action<string> report)
    {
        InspectedLayer[] layers = [.. model.Layers.Where(layer => layer.Weighted is not null)];
        List<BenchRow> rows = [];
        string folder = Directory.CreateTempSubdirectory("sparsec").FullName;
        try
        {
            foreach (InspectedLayer layer in layers.Where(layer => only is null || layer.Name == only))
            {
                report($"Measuring {model.Name}, {layer.Name}");
                rows.Add(Layer(layer, folder));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        if (only is null)
        {
            report($"Measuring {model.Name}");
            rows.Add(Whole(layers));
        }

        return new BenchResult(model.Name, Machine.Describe(), rounds, rows);
    }

    private BenchRow Layer(InspectedLayer layer, string folder)
    {
        LayerModel own = LayerModel.Of(layer, folder);
        MatrixOperator op = layer.Weighted!.Layer;
        (int inputs, int outputs) = op is Conv conv ? (conv.Input.Length, conv.Output.Length) : (op.Inputs, op.Outputs);
        InferMethod generated = CandidateBuilder.Build(own.Declaration, own.File, [new PlanInputs(Choices(own.Declaration.FullName, model.Choices?.Of(layer.Name)))])[0];
        double sparsity = layer.Weighted.SkipsZeroInputs ? layer.InputSparsity : 0;
        double[][] times = new CandidateTimer(inputs, outputs, sparsity, rounds).Rounds([generated, Baseline([op], isDense: true, inputs, outputs), Baseline([op], isDense: false, inputs, outputs)]);
        return Row(layer.Name, layer.WeightShape, layer.NonZeros, times);
    }

    private BenchRow Whole(InspectedLayer[] layers)
    {
        (int inputs, int outputs) = (model.Plan.Graph.InputLength, model.Plan.Graph.OutputLength);
        InferMethod generated = CandidateBuilder.Build(model.Declaration, model.File, [model.Inputs])[0];
        MatrixOperator[] ops = [.. layers.Select(layer => layer.Weighted!.Layer)];
        double[][] times = new CandidateTimer(inputs, outputs, layers.FirstOrDefault()?.InputSparsity ?? 0, rounds).Rounds([generated, Baseline(ops, isDense: true, inputs, outputs), Baseline(ops, isDense: false, inputs, outputs)]);
        return Row("(model)", "", model.NonZeros, times);
    }

    private static ModelChoices Choices(string name, KernelChoice? choice) =>
        new(name, choice is null ? EquatableArray<KernelChoice>.Empty : new EquatableArray<KernelChoice>([choice with { Layer = "layer" }]));

    /// <summary>The layers one after the other, each over memory of its own: what lies between them is left out, in favor of the baseline.</summary>
    private static InferMethod Baseline(MatrixOperator[] layers, bool isDense, int inputs, int outputs)
    {
        (Action<float[], float[]> Run, float[] Input, float[] Output)[] steps =
        [
            .. layers.Select(op => op is Conv conv
                ? (isDense ? ConvBaselines.Dense(conv) : ConvBaselines.Csr(conv), Values(conv.Input.Length), new float[conv.Output.Length])
                : (isDense ? MatrixBaselines.Dense(op) : MatrixBaselines.Csr(op), Values(op.Inputs), new float[op.Outputs])),
        ];
        return (input, output) =>
        {
            foreach ((Action<float[], float[]> run, float[] from, float[] to) in steps)
            {
                run(from, to);
            }
        };
    }

    private static float[] Values(int count)
    {
        Random random = new(2026);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static BenchRow Row(string name, string shape, long nonZeros, double[][] times) => new(
        name,
        shape,
        nonZeros,
        Spread.Of(times[0]),
        Spread.Of(times[1]),
        Spread.Of(times[2]),
        Spread.Of(times[1].Zip(times[0], (other, own) => other / own)),
        Spread.Of(times[2].Zip(times[0], (other, own) => other / own)));
}
