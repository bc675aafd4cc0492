using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;

namespace SparseCompile.Kernels.Tests.Counting;

/// <summary>The count of multiplies again, from the generated C# itself.</summary>
public sealed class GeneratedCodeTests
{
    private static readonly string[] s_forms = [.. TargetRegistry.All.Select(target => "Infer" + target.Suffix)];

    [Fact]
    public void Every_form_multiplies_by_each_non_zero_once_and_by_nothing_else()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            FormCounter counter = Counter(model);
            foreach (string form in s_forms)
            {
                Dictionary<string, SourceMultiplies> counts = counter.Count(form);
                if (form == "Infer512" && model.Plan.IsFused)
                {
                    counts.Keys.ShouldBe(["Network"]);
                    counts["Network"].Active.ShouldBe(model.Plan.Layers.Sum(layer => layer.Macs), model.ToString());
                    counts["Network"].Lanes.ShouldBe(LaneAudit.Count(model.Kernels.Fused!, ProgramTables.Of(model.Kernels.Fused!)).LaneSlots);
                    continue;
                }

                counts.Count.ShouldBe(model.Plan.Layers.Count);
                foreach ((string identifier, SourceMultiplies count) in counts)
                {
                    Layer(model, identifier).Layer.Weights.NonZeros.ShouldBe((int)count.Active, $"{model}, {form}, {identifier}");
                    count.Scales.ShouldBe(Layer(model, identifier).Arrangement.ScaledRows());
                }
            }
        }
    }

    [Fact]
    public void Every_batch_form_multiplies_by_each_non_zero_once_for_each_input_and_by_nothing_else()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models.Where(model => model.Kernels.HasBatch))
        {
            FormCounter counter = Counter(model);
            foreach ((string form, int inputs) in BatchForms(model))
            {
                Dictionary<string, SourceMultiplies> counts = counter.Count(form);
                counts.Count.ShouldBe(model.Plan.Layers.Count);
                foreach ((string identifier, SourceMultiplies count) in counts)
                {
                    count.Active.ShouldBe((long)Layer(model, identifier).Layer.Weights.NonZeros * inputs, $"{model}, {form}, {identifier}");
                    count.Lanes.ShouldBe(count.Active);
                    count.Scales.ShouldBe((long)Layer(model, identifier).Arrangement.ScaledRows() * inputs);
                }
            }
        }
    }

    [Fact]
    public void The_counter_sees_a_multiply_too_many()
    {
        // A test of the test: one more statement in a kernel must show.
        CompiledModel model = ModelFleet.Instance["JetTables"];
        SyntaxTree[] trees = Trees(model);
        MethodDeclarationSyntax kernel = trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Single(method => method.Identifier.Text == "Lanes4" && ((ClassDeclarationSyntax)method.Parent!).Identifier.Text == "Fc1");
        StatementSyntax multiply = kernel.DescendantNodes().OfType<ExpressionStatementSyntax>().Single(statement => statement.ToString().Contains("FusedMultiplyAdd", StringComparison.Ordinal));
        SyntaxTree changed = kernel.SyntaxTree.WithRootAndOptions(kernel.SyntaxTree.GetRoot().InsertNodesAfter(multiply, [multiply]), kernel.SyntaxTree.Options);

        FormCounter counter = new(trees.Select(tree => tree == kernel.SyntaxTree ? changed : tree), model.Code);

        counter.Count("Infer128")["Fc1"].Active.ShouldBe(2 * Layer(model, "Fc1").Layer.Weights.NonZeros);
    }

    /// <summary>The forms for batches, and the inputs of all kernels that each of them calls: with one number of vectors only, its kernel stands in a loop and behind it.</summary>
    private static IEnumerable<(string Form, int Inputs)> BatchForms(CompiledModel model) =>
        from target in TargetRegistry.All
        where target.HasBatch
        let vectors = model.Kernels.VectorsOf(target)
        let inputs = target.Lanes * (vectors.Count == 1 ? 2 * vectors[0] : vectors.Sum())
        from kind in new[] { "Batch", "Columns" }
        select (kind + target.Suffix, inputs);

    private static LayerPlan Layer(CompiledModel model, string identifier) =>
        model.Definition.IsMatrix ? model.Plan.Layers.Single() : model.Plan.Layers[int.Parse(identifier[2..], System.Globalization.CultureInfo.InvariantCulture) - 1];

    private static FormCounter Counter(CompiledModel model) => new(Trees(model), model.Code);

    private static SyntaxTree[] Trees(CompiledModel model) =>
    [
        .. ModelFleet.Instance.Run!.Result.GeneratedTrees
            .Where(tree => System.IO.Path.GetFileName(tree.FilePath).Split('.')[0] == model.Definition.Name)
            .Select(tree => CSharpSyntaxTree.ParseText(ShortNames.Of(tree.ToString()), (CSharpParseOptions)tree.Options, tree.FilePath)),
    ];
}
