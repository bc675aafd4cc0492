using SparseCompile.Compiler.Tensors;
using SparseCompile.Models.Tests.Data;
using SparseCompile.Models.Tests.Reference;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Files;

/// <summary>Every weight file of the third-party data, handed to the generator as a matrix.</summary>
public sealed class SharedFileTests
{
    /// <summary>What is larger is compiled in other tests, or much like what is compiled here.</summary>
    private const int RunElements = 2000;

    [SharedDataFact]
    public void Every_file_is_compiled_or_refused_by_one_error_of_the_right_rule()
    {
        Declarations declarations = Declarations.OfMatrices([.. SharedMatrix.All.Select(static one => (one.File, one.Options))]);
        int compiled = 0;
        List<string> differing = [];
        for (int i = 0; i < SharedMatrix.All.Count; i++)
        {
            SharedMatrix one = SharedMatrix.All[i];
            string? verdict = declarations.Verdict(i, one.ToString());
            if (verdict != one.ExpectedRule)
            {
                differing.Add($"{one}: {verdict}, not {one.ExpectedRule}");
            }

            compiled += one.ExpectedRule is null ? 1 : 0;
        }

        differing.ShouldBeEmpty();
        compiled.ShouldBeGreaterThan(250);
        SharedMatrix.All.Select(static one => one.ExpectedRule).Distinct().Count().ShouldBeGreaterThan(6);
    }

    [SharedDataFact]
    public void Small_matrices_of_every_format_give_their_products()
    {
        SharedMatrix[] small = [.. SharedMatrix.All.Where(static one => one.Tensor is null && one.ExpectedRule is null && Elements(one) <= RunElements)];
        Declarations declarations = Declarations.OfMatrices([.. small.Select(static one => (one.File, one.Options))]);
        using LoadedModels code = new(declarations.Run);
        for (int i = 0; i < small.Length; i++)
        {
            DenseTensor matrix = Read(small[i]);
            float[] input = [.. Enumerable.Range(1, matrix.Shape[1]).Select(static value => value / 8f)];
            float[] output = new float[matrix.Shape[0]];

            Declarations.Matrix(code, i).Infer(input, output);

            new DoubleLayer(matrix, new double[output.Length], false, Activation.None).Apply(Outcome.Exact(input)).ShouldHold(output, small[i].ToString());
        }

        small.Select(static one => Path.GetExtension(one.File.Path)).Distinct().Count().ShouldBeGreaterThanOrEqualTo(4);
        small.Length.ShouldBeGreaterThan(100);
    }

    private static long Elements(SharedMatrix one) => one.Chosen!.Shape.Aggregate(1L, static (product, extent) => product * extent);

    /// <summary>Here the compiler's own reader has to do; the tests of the compiler hold it against other readers on these very files.</summary>
    private static DenseTensor Read(SharedMatrix one)
    {
        Tensor tensor = WeightFile.Open(one.File.Path, one.File.LogicalName!).Read(one.Chosen!.Name, Compiler.Tensors.PatternValues.Seeded).Tensor.ShouldNotBeNull(one.ToString());
        double[] values = new double[Elements(one)];
        for (int i = 0; i < tensor.Values.Length; i++)
        {
            values[tensor.Positions[i]] = tensor.Values[i];
        }

        return new DenseTensor([.. SharedMatrix.Extents(tensor.Info)!.Select(static extent => (int)extent)], values);
    }
}
