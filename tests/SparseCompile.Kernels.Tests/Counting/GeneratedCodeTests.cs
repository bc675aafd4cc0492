using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Planning;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;

namespace SparseCompile.Kernels.Tests.Counting;

/// <summary>The count of multiplies again, from the generated C# itself.</summary>
public sealed class GeneratedCodeTests
{
    private static readonly string[] s_forms = ["Infer512", "Infer256", "Infer128", "InferPlain"];
    /// <summary>The forms for batches, and the inputs of a kernel of eight vectors and one of four, which each of them calls.</summary>
    private static readonly (string Form, int Inputs)[] s_batchForms =
        [("Batch512", 128 + 64), ("Batch256", 64 + 32), ("Batch128", 32 + 16), ("Columns512", 128 + 64), ("Columns256", 64 + 32), ("Columns128", 32 + 16)];

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
                    counts["Network"].Active.ShouldBe(model.Plan.Layers.Sum(layer => (long)layer.Layer.Weights.NonZeros), model.ToString());
                    counts["Network"].Lanes.ShouldBe(LaneAudit.Count(model.Kernels.Fused!).LaneSlots);
                    continue;
                }

                counts.Count.ShouldBe(model.Plan.Layers.Count);
                foreach ((string identifier, SourceMultiplies count) in counts)
                {
                    Layer(model, identifier).Layer.Weights.NonZeros.ShouldBe((int)count.Active, $"{model}, {form}, {identifier}");
                    count.Scales.ShouldBe(Layer(model, identifier).ScaledRows());
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
            foreach ((string form, int inputs) in s_batchForms.Where(form => !model.Definition.IsMatrix || form.Form.StartsWith("Batch", StringComparison.Ordinal)))
            {
                Dictionary<string, SourceMultiplies> counts = counter.Count(form);
                counts.Count.ShouldBe(model.Plan.Layers.Count);
                foreach ((string identifier, SourceMultiplies count) in counts)
                {
                    count.Active.ShouldBe((long)Layer(model, identifier).Layer.Weights.NonZeros * inputs, $"{model}, {form}, {identifier}");
                    count.Lanes.ShouldBe(count.Active);
                    count.Scales.ShouldBe((long)Layer(model, identifier).ScaledRows() * inputs);
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
            .Single(method => method.Identifier.Text == "Plain" && ((ClassDeclarationSyntax)method.Parent!).Identifier.Text == "Fc1");
        StatementSyntax multiply = kernel.DescendantNodes().OfType<ExpressionStatementSyntax>().Single(statement => statement.ToString().Contains("FusedMultiplyAdd", StringComparison.Ordinal));
        SyntaxTree changed = kernel.SyntaxTree.WithRootAndOptions(kernel.SyntaxTree.GetRoot().InsertNodesAfter(multiply, [multiply]), kernel.SyntaxTree.Options);

        FormCounter counter = new(trees.Select(tree => tree == kernel.SyntaxTree ? changed : tree), model.Code);

        counter.Count("InferPlain")["Fc1"].Active.ShouldBe(2 * Layer(model, "Fc1").Layer.Weights.NonZeros);
    }

    private static LayerPlan Layer(CompiledModel model, string identifier) =>
        model.Definition.IsMatrix ? model.Plan.Layers.Single() : model.Plan.Layers[int.Parse(identifier[2..], System.Globalization.CultureInfo.InvariantCulture) - 1];

    private static FormCounter Counter(CompiledModel model) => new(Trees(model), model.Code);

    private static SyntaxTree[] Trees(CompiledModel model) =>
        [.. ModelFleet.Instance.Run!.Result.GeneratedTrees.Where(tree => System.IO.Path.GetFileName(tree.FilePath).Split('.')[0] == model.Definition.Name)];
}
