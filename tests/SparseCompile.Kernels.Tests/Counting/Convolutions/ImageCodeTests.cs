using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.Images;

namespace SparseCompile.Kernels.Tests.Counting.Convolutions;

/// <summary>The count of multiplies of networks over images again, from the generated C# itself.</summary>
public sealed partial class ImageCodeTests
{
    /// <summary>Kinds of kernels that are printed differently.</summary>
    private static readonly string[] s_kinds =
    [
        "Channels16", "Channels8", "Channels1", "Channels4Software", "Pairs8", "Pairs4", "Depthwise16", "Depthwise4",
        "Pixels8", "Pixels1", "Pixels4Software", "Active16", "Active8", "Active4Software", "Active1",
    ];

    /// <summary>The same of kernels without a loop.</summary>
    private static readonly string[] s_unrolledKinds = ["Channels16 unrolled", "Channels4 unrolled", "Depthwise8 unrolled"];

    private static readonly ConcurrentDictionary<CompiledGraph, SyntaxTree[]> s_trees = [];

    [Fact]
    public void Every_form_multiplies_by_each_weight_once_for_each_pixel_and_by_nothing_else()
    {
        int layers = 0, skipping = 0;
        foreach (CompiledGraph model in ImageFleet.Models)
        {
            ImageFormCounter counter = Counter(model, Trees(model));
            foreach (Target target in TargetRegistry.All)
            {
                ExpectedProducts.Differences(model, counter, target).ShouldBeEmpty();
            }

            // What the graph was counted to need is what Info states.
            foreach (ConvPlan layer in model.Plan.Nodes.OfType<ConvPlan>())
            {
                ExpectedProducts.Documented(model, layer).ShouldBe((long)layer.Conv.Weights.NonZeros * layer.Conv.Output.Pixels, $"{model}, {layer.Name}");
                layers++;
                skipping += TargetRegistry.All.Count(target => ExpectedProducts.SkipsPadding(layer, target));
            }
        }

        layers.ShouldBeGreaterThan(50);
        skipping.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Forms_whose_layers_take_turns_band_by_band_multiply_no_more_and_no_less()
    {
        CompiledGraph model = ImageFleet.Large[0];
        ImageFormCounter counter = Counter(model, Trees(model));
        ExpectedProducts.Differences(model, counter, TargetRegistry.Avx512).ShouldBeEmpty();
        ExpectedProducts.Differences(model, counter, TargetRegistry.Avx2).ShouldBeEmpty();
    }

    [Fact]
    public void The_counter_sees_a_multiply_too_many_in_kernels_of_every_kind() => ShouldBeSeen([.. s_kinds, .. s_unrolledKinds], kernel =>
    {
        StatementSyntax multiply = kernel.DescendantNodes().OfType<StatementSyntax>()
            .First(statement => statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax && statement.ToString().Contains("MultiplyAdd(", StringComparison.Ordinal));
        return kernel.InsertNodesAfter(multiply, [multiply]);
    });

    [Fact]
    public void The_counter_sees_a_step_left_out_in_kernels_of_every_kind() => ShouldBeSeen(s_kinds, kernel =>
    {
        // One run less of the loop over steps; of the loop over channels, where the blocks of each value are taken in two loops, of which the second may have none left.
        ForStatementSyntax[] loops = [.. kernel.DescendantNodes().OfType<ForStatementSyntax>().Where(loop => loop.Statement.ToString().Contains("MultiplyAdd(", StringComparison.Ordinal))];
        bool isByChannel = Bound(loops[0]).Parent!.ToString().StartsWith("channel <", StringComparison.Ordinal);
        LiteralExpressionSyntax bound = Bound(isByChannel ? loops[0] : loops[^1]);
        return kernel.ReplaceNode(bound, Literal(Number(bound) + (isByChannel ? -1 : 1)));
    });

    [Fact]
    public void The_counter_sees_a_tile_of_pixels_too_many()
    {
        const int Each = 6;
        foreach (Target target in TargetRegistry.All)
        {
            int seen = 0;
            foreach (CompiledGraph model in ImageFleet.Models.TakeWhile(_ => seen < Each))
            {
                SyntaxTree[] trees = Trees(model);
                MethodDeclarationSyntax form = Methods(trees).Single(method => method.Identifier.Text == "Infer" + target.Suffix && method.Body is not null);
                if (form.DescendantNodes().OfType<ForStatementSyntax>().LastOrDefault(loop => HasWeights(model, loop)) is { } loop)
                {
                    SyntaxNode more = form.ReplaceNode(Bound(loop), Literal(Number(Bound(loop)) + 1));
                    ExpectedProducts.Differences(model, Counter(model, Changed(trees, form, more)), target).ShouldNotBeEmpty($"{model}, {target.Name}, {loop}");
                    seen++;
                }
            }

            seen.ShouldBeGreaterThan(2);
        }
    }

    /// <summary>Whether a loop over tiles calls a kernel that multiplies anything.</summary>
    private static bool HasWeights(CompiledGraph model, ForStatementSyntax loop)
    {
        string kernel = loop.DescendantNodes().OfType<InvocationExpressionSyntax>().First().Expression.ToString();
        return model.Plan.Nodes.Zip(model.Kernels.Identifiers).Any(pair => kernel.StartsWith(pair.Second + ".", StringComparison.Ordinal) && pair.First is ConvPlan { Conv.Weights.NonZeros: > 0 });
    }

    private static LiteralExpressionSyntax Bound(ForStatementSyntax loop) => (LiteralExpressionSyntax)((BinaryExpressionSyntax)loop.Condition!).Right;

    private static int Number(LiteralExpressionSyntax literal) => int.Parse(literal.Token.Text, CultureInfo.InvariantCulture);

    private static LiteralExpressionSyntax Literal(int value) => SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(value));

    /// <summary>A test of the test: a change to one kernel of each kind must show.</summary>
    private static void ShouldBeSeen(IEnumerable<string> kinds, Func<MethodDeclarationSyntax, MethodDeclarationSyntax> change)
    {
        HashSet<string> left = [.. kinds];
        foreach (CompiledGraph model in ImageFleet.Models)
        {
            SyntaxTree[] trees = Trees(model);
            foreach (MethodDeclarationSyntax kernel in Methods(trees).Where(method => left.Contains(KindOf(method))).ToArray())
            {
                // Of a layer whose first channel has weights: the change is executed.
                string identifier = ((ClassDeclarationSyntax)kernel.Parent!).Identifier.Text;
                ConvPlan? layer = model.Plan.Nodes.Zip(model.Kernels.Identifiers).Where(pair => pair.Second == identifier).Select(pair => pair.First as ConvPlan).Single();
                if (layer is not null && layer.Conv.Weights.RowStarts.Zip(layer.Conv.Weights.RowStarts.Skip(1)).All(row => row.Second > row.First) && left.Remove(KindOf(kernel)))
                {
                    ImageFormCounter counter = Counter(model, Changed(trees, kernel, change(kernel)));
                    TargetRegistry.All.SelectMany(target => ExpectedProducts.Differences(model, counter, target))
                        .ShouldContain(difference => difference.Contains($", {identifier}: ", StringComparison.Ordinal), $"{model}, {identifier}.{kernel.Identifier.Text}");
                }
            }
        }

        left.ShouldBeEmpty();
    }

    private static string KindOf(MethodDeclarationSyntax method) =>
        KernelKind().Match(method.Identifier.Text).Value + (method.DescendantNodes().OfType<ForStatementSyntax>().Any() ? "" : " unrolled");

    [GeneratedRegex(@"^[A-Z][a-z]+\d+(Software)?")]
    private static partial Regex KernelKind();

    private static ImageFormCounter Counter(CompiledGraph model, IEnumerable<SyntaxTree> trees)
    {
        HashSet<string> convolutions = [.. model.Plan.Nodes.Zip(model.Kernels.Identifiers).Where(pair => pair.First is ConvPlan).Select(pair => pair.Second)];
        return new ImageFormCounter(trees, model.Code, convolutions.Contains);
    }

    private static IEnumerable<SyntaxTree> Changed(SyntaxTree[] trees, SyntaxNode node, SyntaxNode replacement)
    {
        SyntaxTree changed = node.SyntaxTree.WithRootAndOptions(node.SyntaxTree.GetRoot().ReplaceNode(node, replacement), node.SyntaxTree.Options);
        return trees.Select(tree => tree == node.SyntaxTree ? changed : tree);
    }

    private static IEnumerable<MethodDeclarationSyntax> Methods(IEnumerable<SyntaxTree> trees) => trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>());

    private static SyntaxTree[] Trees(CompiledGraph model) => s_trees.GetOrAdd(model, Parse);

    private static SyntaxTree[] Parse(CompiledGraph model) =>
    [
        .. ImageFleet.Run!.Result.GeneratedTrees
            .Where(tree => System.IO.Path.GetFileName(tree.FilePath).Split('.')[0] == model.Definition.Name)
            .Select(tree => CSharpSyntaxTree.ParseText(ShortNames.Of(tree.ToString()), (CSharpParseOptions)tree.Options, tree.FilePath)),
    ];
}
