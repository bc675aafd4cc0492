using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Forms;

/// <summary>What only pruned weights meet never reaches an output.</summary>
[RunOnEveryHardware]
public sealed class PrunedWeightTests
{
    [Fact]
    public void NaN_and_infinity_at_inputs_no_weight_reads_change_nothing()
    {
        int changed = 0;
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            TestLayer first = model.Definition.Layers[0];
            int[] unread = [.. Enumerable.Range(0, first.Inputs).Where(column => Enumerable.Range(0, first.Outputs).All(row => first.Weights[(row * first.Inputs) + column] == 0f))];
            changed += unread.Length;
            Agree(model, unread, row => true);
        }

        changed.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void NaN_and_infinity_at_one_input_reach_only_the_rows_that_read_it()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models.Where(model => model.Definition.Layers.Count == 1
            && model.Definition.Layers[0].Activation.Kind != Compiler.Graphs.Operators.ActivationKind.Softmax))
        {
            TestLayer layer = model.Definition.Layers[0];
            for (int column = 0; column < layer.Inputs; column += 1 + (layer.Inputs / 12))
            {
                Agree(model, [column], row => layer.Weights[(row * layer.Inputs) + column] == 0f);
            }
        }
    }

    /// <summary>Outputs of the rows are the same, and finite, whatever those inputs hold.</summary>
    private static void Agree(CompiledModel model, int[] columns, Func<int, bool> isRowBlind)
    {
        const int Batch = 17;
        float[] clean = new Inputs(9, InputKind.Moderate).Values(Batch * model.InputLength);
        float[] dirty = [.. clean];
        for (int n = 0; n < Batch; n++)
        {
            foreach ((int i, int column) in columns.Index())
            {
                dirty[(n * model.InputLength) + column] = ((n + i) % 3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => float.NegativeInfinity };
            }
        }

        int[] rows = [.. Enumerable.Range(0, model.OutputLength).Where(isRowBlind)];
        float[] expected = ScalarReference.Infer(model.Plan, clean.AsSpan(0, model.InputLength));
        foreach (string form in LoadedModel.Forms)
        {
            float[] output = new float[model.OutputLength];
            model.Code.RunForm(form, dirty, output);
            Bits.ShouldBeSame(Pick(output, rows), Pick(expected, rows), () => $"{model}, {form}");
        }

        foreach (string form in model.Kernels.HasBatch ? LoadedModel.BatchForms : [])
        {
            float[] outputs = new float[Batch * model.OutputLength];
            float[] expecteds = new float[outputs.Length];
            model.Code.RunBatchForm(form, dirty, outputs, Batch);
            model.Code.RunBatchForm(form, clean, expecteds, Batch);
            for (int n = 0; n < Batch; n++)
            {
                int start = n * model.OutputLength;
                Bits.ShouldBeSame(Pick(outputs[start..], rows), Pick(expecteds[start..], rows), () => $"{model}, {form}, input {n}");
            }
        }

        bool isModerate = model.Definition.Layers.All(layer => layer.Weights.All(weight => Math.Abs(weight) < 1e6));
        (!isModerate || Pick(expected, rows).All(float.IsFinite)).ShouldBeTrue(model.ToString());
    }

    private static float[] Pick(float[] values, int[] indices) => [.. indices.Select(index => values[index])];
}
