using SparseCompile.Compiler.Lanes;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Gathers;

/// <summary>Rows on 8 or 4 lanes, each lane fetching its own input.</summary>
internal static class GatherLowering
{
    /// <summary>The program of a layer for a width of 8 or 4.</summary>
    public static LaneProgram Lower(Arrangement layer, int width) =>
        new(LaneProgram.NameOf(width), GatherPanels.Summary(width), width, GatherPanels.SignatureOf(layer), GatherPanels.Body(layer, width, 1))
        {
            Recipe = new GatherRecipe(width, layer.Passes),
        };
}
