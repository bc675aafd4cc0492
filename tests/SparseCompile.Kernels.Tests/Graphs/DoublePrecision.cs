using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>Holds what models compute against their declared layers in double precision.</summary>
internal static class DoublePrecision
{
    /// <summary>Bounds beyond this would prove little: values are of the order of 1.</summary>
    private const double LargestBound = 1e-2;

    /// <summary>Every output is within its bound, for so many inputs of each model.</summary>
    public static void ShouldAgree(IEnumerable<CompiledGraph> models, int inputs)
    {
        foreach (CompiledGraph model in models)
        {
            for (int seed = 0; seed < inputs; seed++)
            {
                float[] input = new Inputs(1000 + seed, InputKind.Moderate).Values(model.InputLength);
                float[] output = new float[model.OutputLength];
                model.Code.Infer(input, output);
                BoundedVector expected = model.Definition.Evaluate(input);
                expected.Elements.Count.ShouldBe(output.Length, model.ToString());
                for (int i = 0; i < output.Length; i++)
                {
                    expected[i].Error.ShouldBeLessThan(LargestBound, model.ToString());
                    Math.Abs(output[i] - expected[i].Value)
                        .ShouldBeLessThanOrEqualTo(expected[i].Error, $"{model}, output {i}: {output[i]:R}, not {expected[i].Value:R}");
                }
            }
        }
    }
}
