using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Sources;

/// <summary>What <c>Info</c> looks like as text.</summary>
public sealed class InfoTextTests : GeneratorTest
{
    [Fact]
    public void Lists_are_written_by_their_elements()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using SparseCompile;
            [SparseModel("weights/two.npz"), Linear("fc1", Activation = Activation.Relu), Linear("fc2")] public static partial class Two;
            """,
            WriteTwoLayers());
        using LoadedModels models = new(run);
        SparseModelInfo info = models["Two"].Info;

        string layer = info.Layers[1].ToString();
        layer.ShouldStartWith("SparseLayerInfo { Name = fc2, Operator = Linear, Sources = [fc1");
        layer.ShouldContain("Candidates = [KernelCandidateInfo { Family = ");
        string model = info.ToString();
        model.ShouldStartWith("SparseModelInfo { Name = Two, InputLength = 3, OutputLength = 2, Weights = [SparseWeightsInfo { Name = weights/two.npz, Sha256 = ");
        model.ShouldContain(layer);
        model.ShouldNotContain("System.");
        model.ShouldNotContain("ReadOnly");
        model.ShouldNotContain("`");
    }
}
