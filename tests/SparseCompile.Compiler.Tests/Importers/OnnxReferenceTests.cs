using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Conformance.Cases;
using SparseCompile.Conformance.Running;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Importers;

/// <summary>The shared ONNX cases: what the importer makes of them means what the references say, whatever kernels do with it.</summary>
public sealed class OnnxReferenceTests
{
    /// <summary>Multiply-accumulates of a case beyond which evaluating it in double precision takes too long.</summary>
    private const long MostMacs = 1_000_000;

    [SharedDataTheory]
    [InlineData("onnx_node/activation", 30)]
    [InlineData("onnx_node/affine", 40)]
    [InlineData("onnx_node/pool", 18)]
    [InlineData("onnx_node/quant", 8)]
    [InlineData("onnx_node/shape", 60)]
    [InlineData("onnx_node/weighted", 18)]
    [InlineData("onnx_pytorch", 70)]
    [InlineData("onnx_encoding_variants", 18)]
    [InlineData("hls4ml_example_models", 4)]
    public void Imported_graphs_compute_the_references(string folder, int least)
    {
        List<string> failures = [];
        int passed = 0;
        foreach (ConformanceCase own in CaseFinder.Find([SharedData.PathOf(folder)]))
        {
            List<CompilerDiagnostic> diagnostics = [];
            if (EvaluatedGraph.Import(own.Model, own.Files, diagnostics) is not { } graph)
            {
                diagnostics.ShouldHaveSingleItem(own.Name);
                continue;
            }

            if (graph.Nodes.Sum(node => node.Operator.DenseMacs) > MostMacs)
            {
                continue;
            }

            string? difference = own.DataSets.Take(1).Select(set => Difference(graph, DataSet.Read(set))).FirstOrDefault(found => found is not null);
            passed += difference is null ? 1 : 0;
            if (difference is not null)
            {
                failures.Add($"{own.Name}: {difference}");
            }
        }

        failures.ShouldBeEmpty();
        passed.ShouldBeGreaterThanOrEqualTo(least);
    }

    private static string? Difference(EvaluatedGraph graph, DataSet set)
    {
        double[][] outputs = graph.Run([.. set.Inputs.Select(input => input.Values)]);
        for (int i = 0; i < outputs.Length; i++)
        {
            double[] expected = set.Outputs[i].Values;
            int wrong = outputs[i].Length != expected.Length ? 0 : Enumerable.Range(0, expected.Length).FirstOrDefault(k => !Tolerance.Default.Allows(outputs[i][k], expected[k]), -1);
            if (wrong >= 0)
            {
                return FormattableString.Invariant($"output {i} of {outputs[i].Length} elements, expected {expected.Length}, element {wrong}: {outputs[i].ElementAtOrDefault(wrong)} instead of {expected.ElementAtOrDefault(wrong)}");
            }
        }

        return null;
    }
}
