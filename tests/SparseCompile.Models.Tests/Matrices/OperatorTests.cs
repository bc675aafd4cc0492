using SparseCompile.Models.Tests.Data;
using SparseCompile.Models.Tests.Reference;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Matrices;

/// <summary>Pruned layers of ResNet-50, Transformers and a speech codec.</summary>
public sealed class OperatorTests(Operators operators) : IClassFixture<Operators>
{
    [SharedDataFact]
    public void Every_matrix_gives_the_product_within_the_bound_and_the_same_bits_in_every_form()
    {
        operators.All.Count.ShouldBeGreaterThanOrEqualTo(55);
        foreach (OperatorCase one in operators.All)
        {
            LoadedModel code = operators[one];
            float[] input = Inputs(one.Matrix.Shape[1]);
            float[] output = new float[one.Matrix.Shape[0]];

            code.Infer(input, output);

            one.Apply(input).ShouldHold(output, one.File.LogicalName!);
            foreach (string form in LoadedModel.Forms)
            {
                float[] same = new float[output.Length];
                code.RunForm(form, input, same);
                same.ShouldBe(output, $"{one.File.LogicalName}, {form}");
            }
        }
    }

    [SharedDataFact]
    public void Every_matrix_executes_as_many_macs_as_its_file_has_non_zeros()
    {
        foreach (OperatorCase one in operators.All)
        {
            operators[one].Info.MacsExecuted.ShouldBe(one.Matrix.Values.Count(static value => value != 0), one.File.LogicalName);
        }
    }

    [SharedDataFact]
    public void The_layers_of_the_codec_agree_with_their_references()
    {
        string[] references = [.. SharedData.Files("lyra_v1", "io.npz")];
        references.Length.ShouldBe(4);
        foreach (string file in references)
        {
            Dictionary<string, DenseTensor> example = NpzTensors.Read(SharedData.PathOf(file));
            Dictionary<string, DenseTensor> tensors = SafetensorsTensors.Read(SharedData.PathOf(file.Replace("io.npz", "weights.safetensors")));
            float[] input = example["x"].Floats;
            double[] expected = example["y_f64"].Values;
            float[] output = new float[expected.Length];

            operators.Layer(file.Split('/')[1]).Infer(input, output);

            // The same product in double precision: the bound is around its outputs, which the references must equal.
            Outcome outcome = new DoubleLayer(tensors["weight"], tensors["bias"].Values, false, Activation.None).Apply(Outcome.Exact(input));
            outcome.ShouldHold(output, file);
            (outcome with { Values = expected }).ShouldHold(output, file);
        }
    }

    /// <summary>Values of both signs and of many magnitudes, the same on every run.</summary>
    private static float[] Inputs(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-6, 6))))];
    }
}
