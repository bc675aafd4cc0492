using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Pipeline;

/// <summary>How a path in an attribute meets the project's items.</summary>
public sealed class FileNameTests : GeneratorTest
{
    [Theory]
    [InlineData("weights/two.npz", "weights/two.npz", "weights/two.npz")]
    [InlineData("weights/two.npz", "weights/two.npz", "./weights/two.npz")]
    [InlineData("weights/two.npz", "weights/two.npz", "weights\\\\two.npz")]
    [InlineData("weights/two.npz", "weights\\two.npz", "weights/two.npz")]
    [InlineData("weights/two.npz", "weights/two.npz", "Weights/Two.npz")]
    [InlineData("weights/two.npz", "weights/two.npz", "two.npz")]
    [InlineData("weights/two.npz", "../../data/weights/two.npz", "weights/two.npz")]
    [InlineData("weights/TWO.NPZ", "weights/TWO.NPZ", "weights/TWO.NPZ")]
    [InlineData("weights/my model (1), final.npz", "weights/my model (1), final.npz", "weights/my model (1), final.npz")]
    [InlineData("weights/gewichte_größe_層.npz", "weights/gewichte_größe_層.npz", "weights/gewichte_größe_層.npz")]
    public void A_file_is_found(string path, string item, string attribute) => Finds(path, item, attribute);

    [Theory]
    [InlineData("weights/a#b.npz")]
    [InlineData("weights/a;b.npz")]
    [InlineData("we#ights/a=b, 'c' [d].npz")]
    public void A_link_of_any_characters_is_found(string name) => Finds("other/linked.npz", name, name);

    [Fact]
    public void An_exact_name_goes_before_one_that_differs_in_case()
    {
        WeightInput other = new NpzBuilder().Add("other", [1], 1).Write(Folder, "other/TWO.npz") with { LogicalName = "weights/TWO.npz" };

        Run("weights/two.npz", [other, WriteTwoLayers()]).Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Names_in_generated_code_are_the_projects_and_not_the_machines()
    {
        GeneratorRun run = Run("weights/two.npz", [WriteTwoLayers()]);

        run.Sources.Values.ShouldAllBe(text => text.Contains("// Weights: weights/two.npz, SHA-256 ", StringComparison.Ordinal));
        run.Sources.Values.ShouldAllBe(text => !text.Contains(Path.GetFileName(Folder), StringComparison.Ordinal));
    }

    private void Finds(string path, string item, string attribute)
    {
        WeightInput file = WriteTwoLayers(path) with { LogicalName = item };

        GeneratorRun run = Run(attribute, [new NpzBuilder().Add("other", [1], 1).Write(Folder, "weights/other.npz"), file]);

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerProblems.ShouldBeEmpty();
    }

    private static GeneratorRun Run(string attribute, IReadOnlyList<WeightInput> files) =>
        GeneratorRun.Of($"using SparseCompile;\n[SparseModel(\"{attribute}\"), Linear(\"fc1\")]\npublic static partial class M;", files);
}
