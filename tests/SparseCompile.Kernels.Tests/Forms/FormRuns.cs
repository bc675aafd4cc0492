using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Forms;

/// <summary>Runs every form of a model's generated code that the processor can execute.</summary>
internal static class FormRuns
{
    /// <summary>Batches around the sizes at which the forms change their ways: a quarter of the inputs side by side, all of them, more.</summary>
    public static IReadOnlyList<int> BatchSizes { get; } = [1, 3, 15, 16, 17, 64, 65, 127, 128, 129, 150];

    /// <summary>Every form for one input, and what users call.</summary>
    public static void SingleAgree(CompiledNetwork model, float[] input)
    {
        float[] expected = ScalarReference.Infer(model.Plan, input);
        float[] output = new float[model.OutputLength];
        model.Code.Infer(input, output);
        Bits.ShouldBeSame(output, expected, () => $"{model}, Infer");
        foreach (string form in LoadedModel.Forms)
        {
            Array.Fill(output, float.NaN);
            model.Code.RunForm(form, input, output);
            Bits.ShouldBeSame(output, expected, () => $"{model}, {form}");
        }
    }

    /// <summary>Every form for batches, at every size.</summary>
    public static void BatchAgree(CompiledNetwork model, Inputs inputs, IReadOnlyList<int>? sizes = null)
    {
        int largest = (sizes ?? BatchSizes).Max();
        float[] all = inputs.Values(largest * model.InputLength);
        float[] expected = [.. Enumerable.Range(0, largest).SelectMany(n => ScalarReference.Infer(model.Plan, all.AsSpan(n * model.InputLength, model.InputLength)))];
        foreach (int count in sizes ?? BatchSizes)
        {
            ReadOnlySpan<float> x = all.AsSpan(0, count * model.InputLength);
            ReadOnlySpan<float> y = expected.AsSpan(0, count * model.OutputLength);
            float[] output = new float[count * model.OutputLength];
            if (!model.IsMatrix)
            {
                model.Code.InferBatch(x, output).ShouldBe(count);
                Bits.ShouldBeSame(output, y, () => $"{model}, InferBatch of {count}");
            }

            foreach (string form in model.Kernels.HasBatch ? [.. LoadedModel.BatchForms, "InferOneByOne"] : (IEnumerable<string>)["InferOneByOne"])
            {
                Array.Fill(output, float.NaN);
                model.Code.RunBatchForm(form, x, output, count);
                Bits.ShouldBeSame(output, y, () => $"{model}, {form} of {count}");
            }
        }
    }

    /// <summary>Every form for inputs side by side, at every size.</summary>
    public static void ColumnsAgree(CompiledNetwork model, Inputs inputs, IReadOnlyList<int>? sizes = null)
    {
        int largest = (sizes ?? BatchSizes).Max();
        float[] all = inputs.Values(largest * model.InputLength);
        float[] expected = [.. Enumerable.Range(0, largest).SelectMany(n => ScalarReference.Infer(model.Plan, all.AsSpan(n * model.InputLength, model.InputLength)))];
        foreach (int columns in sizes ?? BatchSizes)
        {
            float[] x = Columns(all, columns, model.InputLength);
            float[] y = Columns(expected, columns, model.OutputLength);
            float[] output = new float[y.Length];
            model.Code.InferColumns(x, output, columns);
            Bits.ShouldBeSame(output, y, () => $"{model}, InferColumns of {columns}");
            Array.Fill(output, float.NaN);
            model.Code.RunColumnsOneByOne(x, output, columns);
            Bits.ShouldBeSame(output, y, () => $"{model}, ColumnsOneByOne of {columns}");
            foreach (string form in model.Kernels.HasBatch ? LoadedModel.ColumnForms : [])
            {
                Array.Fill(output, float.NaN);
                model.Code.RunBatchForm(form, x, output, columns);
                Bits.ShouldBeSame(output, y, () => $"{model}, {form} of {columns}");
            }
        }
    }

    /// <summary>The first of some vectors, side by side.</summary>
    private static float[] Columns(float[] vectors, int count, int length) =>
        [.. Enumerable.Range(0, length).SelectMany(i => Enumerable.Range(0, count).Select(n => vectors[(n * length) + i]))];
}
