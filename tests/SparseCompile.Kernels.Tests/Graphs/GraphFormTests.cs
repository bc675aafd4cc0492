using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Kernels.Tests.Forms;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>Every form of the code of graphs with joins and shared values gives the bits of the scalar reference.</summary>
[RunOnEveryHardware]
public sealed class GraphFormTests
{
    /// <summary>One alone, around a vector, around eight of the widest vectors, and more.</summary>
    private static readonly int[] s_sizes = [1, 17, 64, 130];

    [Fact]
    public void Every_form_of_a_graph_gives_the_reference_bits_for_every_kind_of_input()
    {
        foreach (CompiledGraph model in GraphFleet.Models)
        {
            foreach (Inputs inputs in Inputs.Fixed)
            {
                FormRuns.SingleAgree(model, inputs.Values(model.InputLength));
            }
        }
    }

    [Fact]
    public void Every_batch_form_of_a_graph_gives_the_reference_bits()
    {
        foreach (CompiledGraph model in GraphFleet.Models)
        {
            FormRuns.BatchAgree(model, Inputs.Fixed[2], s_sizes);
        }
    }

    [Fact]
    public void Every_form_for_columns_of_a_graph_gives_the_reference_bits()
    {
        foreach (CompiledGraph model in GraphFleet.Models)
        {
            FormRuns.ColumnsAgree(model, Inputs.Fixed[2], s_sizes);
        }
    }
}
