extern alias runtime;

using SparseCompile.Compiler.CSharp;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels.Registers;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler;
using SparseCompile.Kernels.Tests.Models;
using Slots = runtime::SparseCompile.Runtime.SlotLayout;

namespace SparseCompile.Kernels.Tests.Programs;

/// <summary>What the reference and the lane programs both start from is what the user asked for.</summary>
public sealed class PlanTests
{
    [Fact]
    public void The_plan_holds_every_non_zero_of_the_matrix_once_at_its_row_and_column()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            foreach (LayerPlan layer in model.Plan.Layers)
            {
                layer.Order.Order().ShouldBe(Enumerable.Range(0, layer.Layer.Outputs));
                int[] inputAtPlace = model.Plan.OrderOf(layer.Node.Input);
                List<(int Row, int Column, float Weight)> planned = [];
                for (int place = 0; place < layer.Order.Length; place++)
                {
                    int position = layer.IsOutput ? place : Slots.SlotOf(place);
                    layer.Arrangement.Bias[position].ShouldBe(layer.Layer.Bias[layer.Order[place]]);
                    for (int k = layer.Rows.Starts[position]; k < layer.Rows.Starts[position + 1]; k++)
                    {
                        int slot = layer.Rows.Slots[k];
                        (slot % Slots.Period).ShouldNotBe(Slots.Period - 1, "the zero of a period is no input");
                        planned.Add((layer.Order[place], inputAtPlace[slot - (slot / Slots.Period)], layer.Rows.Weights[k]));
                    }
                }

                planned.Order().ShouldBe(Entries(layer.Layer.Weights).Order(), model.ToString());
                planned.Count.ShouldBe(layer.Rows.Weights.Length);
            }
        }
    }

    [Fact]
    public void The_sums_of_every_row_ascend_in_slots()
    {
        foreach (LayerPlan layer in ModelFleet.Instance.Models.SelectMany(model => model.Plan.Layers))
        {
            for (int position = 0; position < layer.Positions; position++)
            {
                int[] slots = layer.Rows.Slots[layer.Rows.Starts[position]..layer.Rows.Starts[position + 1]];
                slots.ShouldBe(slots.Order());
            }
        }
    }

    [Fact]
    public void The_first_layer_without_dead_neurons_is_the_file()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            TestLayer layer = model.Definition.Layers[0];
            LayerPlan plan = model.Plan.Layers[0];
            int[] rows = plan.Node.Declared.KeptOutputs ?? [.. Enumerable.Range(0, layer.Outputs)];
            IEnumerable<(int, int, float)> file = rows.SelectMany((row, i) => Enumerable.Range(0, layer.Inputs)
                .Select(column => (i, column, layer.Weights[(row * layer.Inputs) + column])))
                .Where(entry => entry.Item3 != 0f);
            Entries(plan.Layer.Weights).ShouldBe(file, model.ToString());
        }
    }

    [Fact]
    public void The_generated_sources_are_those_of_the_plans_tested_here()
    {
        SortedDictionary<string, string> sources = ModelFleet.Instance.Run!.Sources;
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            CompilationOutput output = model.Definition.Choices is { } choices
                ? ModelCompiler.Compile(model.Definition.Declaration, model.File, new PlanInputs(choices))
                : ModelCompiler.Compile(model.Definition.Declaration, model.File);
            output.Files.Count.ShouldBeGreaterThan(2);
            foreach (GeneratedFile file in output.Files)
            {
                sources[file.HintName].ShouldBe(file.Text, file.HintName);
            }
        }
    }

    [Fact]
    public void The_models_of_these_tests_reach_every_kind_of_plan()
    {
        static bool HasLayer(CompiledModel model, string part) => model.Plan.Layers.Any(layer => layer.KernelId.Contains(part, StringComparison.Ordinal));

        static bool Has(Func<CompiledModel, bool> kind) => ModelFleet.Instance.Models.Any(kind);

        Has(model => model.Plan.IsFused && model.Plan.Layers.Count > 2).ShouldBeTrue();
        Has(model => !model.Plan.IsFused && HasLayer(model, RegisterGenerator.SingleLayer.Id)).ShouldBeTrue();
        Has(model => !model.Plan.IsInputInOrder).ShouldBeTrue();
        Has(model => model.Plan.InputOrder.Length < model.InputLength).ShouldBeTrue();
        Has(model => !model.Plan.Last.IsInOrder).ShouldBeTrue();
        Has(model => model.Plan.Layers.Any(layer => layer.Layer.Outputs < layer.Node.Declared.Outputs)).ShouldBeTrue();
        Has(model => model.Plan.Layers.Any(layer => layer.Rows.Weights.Length > 4096)).ShouldBeTrue();
        Has(model => !model.Kernels.HasBatch).ShouldBeTrue();
        Has(model => model.Plan.Layers.Any(layer => model.Kernels.Batches(layer, TargetRegistry.Primary) is [{ Body.Count: 3 }, ..])).ShouldBeTrue("a batch of at least three tiles and an activation");
        Has(model => model.Plan.Layers.Any(layer => model.Kernels.Programs(layer, TargetRegistry.Avx2).Count > 2)).ShouldBeTrue("a layer unrolled in several parts");
        foreach (string part in new[]
        {
            "window-permute/w64/g1", "window-permute/w64/g2", "window-permute/w64/g4", "blocks/h16/w1", "blocks/h8/w1", "blocks/h4/w4", "gather/c8", "gather/c4", "columns", "column-blocks/h16",
            "window-permute/w64/sums1", "window-permute/w32/sums1", "window-permute/w64/sums", "window-permute/w32/sums", "window-permute/w32/g", "/rows=balanced", "/rows=pattern", "/inputs=",
        })
        {
            Has(model => HasLayer(model, part)).ShouldBeTrue(part);
        }

        foreach (bool isOutput in new[] { false, true })
        {
            foreach (string generator in new[] { "window-permute/w64", "window-permute/w32", "window-permute/w64/sums", "window-permute/w32/sums", "blocks", "columns", "column-blocks" })
            {
                Has(model => model.Plan.Layers.Any(layer => layer.IsOutput == isOutput && layer.KernelId.StartsWith(generator, StringComparison.Ordinal))).ShouldBeTrue($"{generator}, output: {isOutput}");
            }

            Has(model => model.Plan.Layers.Any(layer => layer.Arrangement.Passes > 1 && layer.IsOutput == isOutput)).ShouldBeTrue();
        }

        foreach (string kind in new[] { "blocks", "window-permute/w32/g", "column-blocks" })
        {
            foreach (bool isMasked in new[] { false, true })
            {
                Has(model => model.Plan.Layers.Any(layer => layer.KernelId.StartsWith(kind, StringComparison.Ordinal) && layer.Kernel.IsMasked == isMasked)).ShouldBeTrue($"{kind}, masked: {isMasked}");
            }
        }

        foreach (ActivationKind kind in Enum.GetValues<ActivationKind>())
        {
            Has(model => model.Plan.IsFused && model.Plan.Layers.Any(layer => layer.Layer.Activation.Kind == kind)).ShouldBeTrue();
            Has(model => !model.Plan.IsFused && model.Plan.Layers.Any(layer => layer.Layer.Activation.Kind == kind)).ShouldBeTrue();
        }
    }

    private static IEnumerable<(int Row, int Column, float Weight)> Entries(CsrMatrix matrix) => Enumerable.Range(0, matrix.Rows).SelectMany(row =>
        Enumerable.Range(matrix.RowStarts[row], matrix.RowLength(row)).Select(k => (row, matrix.ColumnIndices[k], matrix.Values[k])));
}
