using FsCheck.Fluent;
using FsCheck;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;

namespace SparseCompile.Kernels.Tests.Forms;

/// <summary>Results agree with double precision within the bound of their dot products.</summary>
public sealed class ErrorBoundTests
{
    /// <summary>Half a unit in the last place of 1.</summary>
    private const double RoundOff = 1.0 / (1 << 24);

    [Fact]
    public void Outputs_of_linear_layers_are_within_the_bound_of_their_dot_products()
    {
        CompiledModel[] models = [.. ModelFleet.Instance.Models.Where(model => model.Definition.Layers is [{ Activation.Kind: ActivationKind.None } layer]
            && layer.Weights.All(weight => Math.Abs(weight) < 1e6))];
        models.Length.ShouldBeGreaterThan(6);
        Prop.ForAll(Gen.Elements<CompiledModel>(models).Zip(Gen.Choose(0, int.MaxValue - 1)).ToArbitrary(), test =>
        {
            float[] input = new Inputs(test.Item2, InputKind.Moderate).Values(test.Item1.InputLength);
            float[] output = new float[test.Item1.OutputLength];
            test.Item1.Code.Infer(input, output);
            TestLayer layer = test.Item1.Definition.Layers[0];
            for (int row = 0; row < output.Length; row++)
            {
                float[] weights = layer.Weights[(row * layer.Inputs)..((row + 1) * layer.Inputs)];
                Within(output[row], weights, input, layer.Bias?[row] ?? 0, () => $"{test.Item1}, row {row}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20_261_123UL, 5UL));
    }

    [Fact]
    public void The_sums_of_every_layer_are_within_the_bound_given_what_the_layer_read()
    {
        // All forms give the reference's bits, so that a bound on its layers is one on theirs.
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            foreach (LayerTrace trace in ScalarReference.Trace(model.Plan, new Inputs(77, InputKind.Moderate).Values(model.InputLength)))
            {
                CheckLayer(model, trace);
            }
        }
    }

    private static void CheckLayer(CompiledModel model, LayerTrace trace)
    {
        MatrixOperator layer = trace.Layer.Layer;
        int[] order = model.Plan.OrderOf(trace.Plan.Node.Input);
        float[] inputs = new float[layer.Inputs];
        for (int place = 0; place < order.Length; place++)
        {
            inputs[order[place]] = trace.Inputs[place];
        }

        bool isModerate = inputs.Concat(layer.Bias).Concat(layer.Weights.Values).All(value => Math.Abs(value) < 1e6);
        if (!isModerate || layer.Activation.Kind is not (ActivationKind.None or ActivationKind.Softmax))
        {
            return;
        }

        for (int place = 0; place < trace.Results.Length; place++)
        {
            int row = trace.Layer.RowOrder[place];
            int start = layer.Weights.RowStarts[row];
            int end = layer.Weights.RowStarts[row + 1];
            float[] read = [.. layer.Weights.ColumnIndices[start..end].Select(column => inputs[column])];
            Within(trace.Results[place], layer.Weights.Values[start..end], read, layer.Bias[row], () => $"{model}, {trace.Plan.Name}, row {row}");
        }
    }

    private static void Within(float actual, float[] weights, float[] inputs, float bias, Func<string> what)
    {
        double sum = bias;
        double magnitude = Math.Abs(bias);
        int nonZeros = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += (double)weights[i] * inputs[i];
            magnitude += Math.Abs((double)weights[i] * inputs[i]);
            nonZeros += weights[i] != 0f ? 1 : 0;
        }

        // What falls below the normal numbers is rounded to multiples of the smallest denormal, once a step.
        double bound = ((nonZeros + 2) * RoundOff * magnitude) + ((nonZeros + 1) * (double)float.Epsilon);
        Math.Abs(actual - sum).ShouldBeLessThanOrEqualTo(bound, what());
    }
}
