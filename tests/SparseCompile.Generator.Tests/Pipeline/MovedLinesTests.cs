using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Generator.Pipeline;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Pipeline;

public sealed class MovedLinesTests : GeneratorTest
{
    private const string Source =
        """
        using SparseCompile;
        [SparseModel("weights/two.npz")]
        [Input(3)]
        [Linear("fc1")]
        public static partial class Two;
        """;


    [Fact]
    public void Lines_that_come_above_a_model_compile_nothing_again()
    {
        WeightInput file = new NpzBuilder().Add("fc1.weight", [1, 3], 1, 0, 2).Write(Folder, "weights/two.npz");

        GeneratorDriverRunResult result = RunMoved(file);

        GeneratorRun.RunAgain(result).ShouldNotContain(step => step.StartsWith(nameof(TrackingNames.Compiled), StringComparison.Ordinal));
        result.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_reported_moves_with_its_attribute()
    {
        WeightInput file = new NpzBuilder().Add("fc1.weight", [1, 3], 1, float.NaN, 2).Write(Folder, "weights/two.npz");

        GeneratorDriverRunResult result = RunMoved(file);

        GeneratorRun.RunAgain(result).ShouldNotContain(step => step.StartsWith(nameof(TrackingNames.Compiled), StringComparison.Ordinal));
        result.Diagnostics.ShouldHaveSingleItem().Location.GetLineSpan().StartLinePosition.Line.ShouldBe(5);
    }


    private static GeneratorDriverRunResult RunMoved(WeightInput file)
    {
        CSharpCompilation before = GeneratorRun.Compile(Source);
        SyntaxTree tree = before.SyntaxTrees[0];
        SyntaxTree moved = CSharpSyntaxTree.ParseText("using System;\n\n" + Source, (CSharpParseOptions)tree.Options, tree.FilePath, tree.Encoding);
        GeneratorDriver driver = GeneratorRun.CreateDriver([file]).RunGenerators(before);
        return driver.RunGenerators(before.ReplaceSyntaxTree(tree, moved)).GetRunResult();
    }
}
