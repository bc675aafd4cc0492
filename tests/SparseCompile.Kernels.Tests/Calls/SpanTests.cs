using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Calls;

/// <summary>What <c>Infer</c> and <c>InferBatch</c> do with spans of any length.</summary>
public sealed class SpanTests
{
    private const float Guard = 12345.678f;

    [Fact]
    public void An_input_of_the_wrong_length_is_refused_with_both_lengths()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            foreach (int length in new[] { 0, model.InputLength - 1, model.InputLength + 1 })
            {
                ArgumentException exception = Should.Throw<ArgumentException>(() => model.Code.Infer(new float[length], new float[model.OutputLength]), model.ToString());
                exception.ParamName.ShouldBe(model.Definition.IsMatrix ? "x" : "input");
                exception.Message.ShouldContain($"takes {model.InputLength} values; found {length}");
            }
        }
    }

    [Fact]
    public void An_output_too_short_is_refused_with_both_lengths()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            foreach (int length in new[] { 0, model.OutputLength - 1 })
            {
                float[] output = [.. Enumerable.Repeat(Guard, length)];
                ArgumentException exception = Should.Throw<ArgumentException>(() => model.Code.Infer(new float[model.InputLength], output), model.ToString());
                exception.ParamName.ShouldBe(model.Definition.IsMatrix ? "y" : "output");
                exception.Message.ShouldContain($"gives {model.OutputLength} values; found room for {length}");
                output.ShouldAllBe(value => value == Guard);
            }
        }
    }

    [Fact]
    public void Infer_touches_its_outputs_and_not_a_float_before_or_after()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            float[] input = new Inputs(3, InputKind.Anything).Values(model.InputLength);
            float[] memory = [.. Enumerable.Repeat(Guard, model.OutputLength + 200)];
            model.Code.Infer(input, memory.AsSpan(100));
            Bits.ShouldBeSame(memory.AsSpan(100, model.OutputLength), ScalarReference.Infer(model.Plan, input), model.ToString);
            memory[..100].ShouldAllBe(value => value == Guard);
            memory[(100 + model.OutputLength)..].ShouldAllBe(value => value == Guard, model.ToString());
        }
    }

    [Fact]
    public void Every_form_touches_its_outputs_and_not_a_float_before_or_after()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            float[] input = new Inputs(4, InputKind.Moderate).Values(17 * model.InputLength);
            foreach (string form in LoadedModel.Forms)
            {
                float[] memory = [.. Enumerable.Repeat(Guard, model.OutputLength + 200)];
                model.Code.RunForm(form, input, memory.AsSpan(100));
                memory[..100].Concat(memory[(100 + model.OutputLength)..]).ShouldAllBe(value => value == Guard, $"{model} {form}");
            }

            foreach (string form in model.Kernels.HasBatch ? LoadedModel.BatchForms : [])
            {
                float[] memory = [.. Enumerable.Repeat(Guard, (17 * model.OutputLength) + 200)];
                model.Code.RunBatchForm(form, input, memory.AsSpan(100), 17);
                memory[..100].Concat(memory[(100 + (17 * model.OutputLength))..]).ShouldAllBe(value => value == Guard, $"{model} {form}");
            }
        }
    }

    [Fact]
    public void InferBatch_runs_as_many_inputs_as_fit_both_spans()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models.Where(model => !model.Definition.IsMatrix))
        {
            foreach ((int inputs, int outputs) in new[] { (0, 5), (5, 0), (20, 7), (7, 20), (66, 65) })
            {
                float[] x = new Inputs(5, InputKind.Moderate).Values((inputs * model.InputLength) + Math.Min(model.InputLength - 1, 3));
                float[] memory = [.. Enumerable.Repeat(Guard, 100 + (outputs * model.OutputLength) + Math.Min(model.OutputLength - 1, 3) + 100)];
                int count = Math.Min(inputs, outputs);
                model.Code.InferBatch(x, memory.AsSpan(100, memory.Length - 200)).ShouldBe(count, model.ToString());
                memory[..100].Concat(memory[(100 + (count * model.OutputLength))..]).ShouldAllBe(value => value == Guard, model.ToString());
                for (int n = 0; n < count; n++)
                {
                    float[] expected = ScalarReference.Infer(model.Plan, x.AsSpan(n * model.InputLength, model.InputLength));
                    Bits.ShouldBeSame(memory.AsSpan(100 + (n * model.OutputLength), model.OutputLength), expected, model.ToString);
                }
            }
        }
    }

    [Fact]
    public void InferColumns_takes_whole_matrices_and_touches_nothing_else()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models.Where(model => !model.Definition.IsMatrix))
        {
            foreach (int columns in new[] { 0, 1, 5, 66 })
            {
                float[] inputs = new Inputs(8, InputKind.Moderate).Values(columns * model.InputLength);
                float[] memory = [.. Enumerable.Repeat(Guard, 200 + (columns * model.OutputLength))];
                model.Code.InferColumns(inputs, memory.AsSpan(100), columns);
                memory[..100].Concat(memory[^100..]).ShouldAllBe(value => value == Guard, model.ToString());
                Should.Throw<ArgumentException>(() => model.Code.InferColumns([.. inputs, 1f], memory, columns), model.ToString())
                    .Message.ShouldContain($"takes {model.InputLength} x {columns} values; found {inputs.Length + 1}");
                if (columns > 0)
                {
                    Should.Throw<ArgumentException>(() => model.Code.InferColumns(inputs, memory.AsSpan(0, (columns * model.OutputLength) - 1), columns), model.ToString())
                        .Message.ShouldContain($"gives {model.OutputLength} x {columns} values; found room for {(columns * model.OutputLength) - 1}");
                }
            }

            Should.Throw<ArgumentOutOfRangeException>(() => model.Code.InferColumns([], [], -1), model.ToString());
        }
    }

    [Fact]
    public void An_output_that_overlaps_the_input_gets_the_same_results()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            float[] input = new Inputs(6, InputKind.Moderate).Values(model.InputLength);
            foreach (int shift in new[] { 0, 1, 7 })
            {
                float[] memory = new float[Math.Max(model.InputLength, model.OutputLength) + shift];
                input.CopyTo(memory, 0);
                model.Code.Infer(memory.AsSpan(0, model.InputLength), memory.AsSpan(shift));
                Bits.ShouldBeSame(memory.AsSpan(shift, model.OutputLength), ScalarReference.Infer(model.Plan, input), () => $"{model}, shift {shift}");
            }
        }
    }
}
