using FsCheck;
using FsCheck.Fluent;
using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Forms;

/// <summary>Every form of the generated code gives the bits of the scalar reference.</summary>
[RunOnEveryHardware]
public sealed class FormTests
{
    [Fact]
    public void Every_form_gives_the_reference_bits_for_every_kind_of_input()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            foreach (Inputs inputs in Inputs.Fixed)
            {
                FormRuns.SingleAgree(model, inputs.Values(model.InputLength));
            }
        }
    }

    [Fact]
    public void Every_batch_form_gives_the_reference_bits_at_every_size()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            FormRuns.BatchAgree(model, Inputs.Fixed[2]);
        }
    }

    [Fact]
    public void Every_form_for_columns_gives_the_reference_bits_at_every_size()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models.Where(model => !model.Definition.IsMatrix))
        {
            FormRuns.ColumnsAgree(model, Inputs.Fixed[2]);
        }
    }

    [Fact]
    public void Random_inputs_of_random_models_give_the_reference_bits() => Prop.ForAll(
        Gen.Elements<CompiledModel>(ModelFleet.Instance.Models).Zip(Inputs.Any).ToArbitrary(),
        test => FormRuns.SingleAgree(test.Item1, test.Item2.Values(test.Item1.InputLength)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20_261_122UL, 3UL));
}
