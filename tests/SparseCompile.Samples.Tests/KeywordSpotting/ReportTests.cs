using KeywordSpotting;
using KeywordSpotting.Reports;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

public class ReportTests
{
    [Fact]
    public void A_layer_table_leaves_out_what_is_not_known() =>
        LayerTable.Format([new LayerRow("fc1", 1024, 256, 26214), new LayerRow("fc2", 256, 12, 1536)]).ShouldBe(
            """
              layer  inputs  outputs  non-zeros  sparsity
              -----  ------  -------  ---------  --------
              fc1     1,024      256     26,214    90.0 %
              fc2       256       12      1,536    50.0 %
              all     1,024       12     27,750    89.5 %

            """.ReplaceLineEndings("\n"));

    [Fact]
    public void A_layer_table_shows_the_plan_and_adds_the_times() =>
        LayerTable.Format([new LayerRow("fc1", 8, 4, 8, "register lookup", 0.875, 1200.4), new LayerRow("fc2", 4, 2, 4, "blocks", 1.0, 34.0)]).ShouldBe(
            """
              layer  inputs  outputs  non-zeros  sparsity  kernel family    lanes used     ns
              -----  ------  -------  ---------  --------  ---------------  ----------  -----
              fc1         8        4          8    75.0 %  register lookup      87.5 %  1,200
              fc2         4        2          4    50.0 %  blocks              100.0 %     34
              all         8        2         12    70.0 %                               1,234

            """.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("clips/yes_en-us-f2_1.wav", "yes")]
    [InlineData("my recording.wav", null)]
    [InlineData("hello_1.wav", null)]
    [InlineData("yes.wav", null)]
    public void The_expected_word_comes_from_the_name(string path, string? word) => KeywordLabels.FromFileName(path).ShouldBe(word);

    [Fact]
    public void After_two_dashes_everything_is_a_path() => CommandLine.Parse(["a.wav", "--", "-b.wav"]).Paths.ShouldBe(["a.wav", "-b.wav"]);

    [Fact]
    public void There_are_as_many_words_as_outputs() => KeywordLabels.Words.Length.ShouldBe(KeywordLabels.Count);
}
