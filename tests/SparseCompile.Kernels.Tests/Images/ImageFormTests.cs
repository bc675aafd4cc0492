using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Kernels.Tests.Forms;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Images;

/// <summary>Every form of the code of networks over images gives the bits of the scalar reference.</summary>
[RunOnEveryHardware]
public sealed class ImageFormTests
{
    [Fact]
    public void Every_form_gives_the_reference_bits_for_every_kind_of_input()
    {
        foreach (CompiledGraph model in ImageFleet.Models)
        {
            foreach (Inputs inputs in Inputs.Fixed)
            {
                FormRuns.SingleAgree(model, inputs.Values(model.InputLength));
            }
        }
    }

    [Fact]
    public void Layers_that_take_turns_band_by_band_give_the_reference_bits()
    {
        foreach (CompiledGraph model in ImageFleet.Large)
        {
            FormRuns.SingleAgree(model, Inputs.Fixed[2].Values(model.InputLength));
        }
    }

    [Fact]
    public void Batches_and_columns_give_the_reference_bits()
    {
        foreach (CompiledGraph model in ImageFleet.Models)
        {
            FormRuns.BatchAgree(model, Inputs.Fixed[2], [1, 3]);
            FormRuns.ColumnsAgree(model, Inputs.Fixed[2], [2]);
        }
    }
}
