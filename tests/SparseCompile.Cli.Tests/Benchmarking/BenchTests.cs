using System.Text.Json;
using SparseCompile.Cli.Benchmarking.Baselines;
using SparseCompile.Cli.Inspection;
using SparseCompile.Cli.Tests.Support;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Testing;

namespace SparseCompile.Cli.Tests.Benchmarking;

/// <summary>What <c>bench</c> prints, and that what it compares with computes the same.</summary>
public sealed class BenchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_has_each_layer_and_the_model_with_quartiles()
    {
        using JsonDocument json = JsonDocument.Parse(Sparsec.Run("bench", Network(), "--rounds", "3", "--json").ShouldSucceed());

        JsonElement[] rows = [.. json.RootElement.GetProperty("results")[0].GetProperty("rows").EnumerateArray()];
        rows.Select(row => row.GetProperty("name").GetString()).ShouldBe(["fc1", "fc2", "(model)"]);
        foreach (JsonElement row in rows)
        {
            foreach (string column in new[] { "generated", "dense", "csr", "overDense", "overCsr" })
            {
                JsonElement spread = row.GetProperty(column);
                spread.GetProperty("low").GetDouble().ShouldBeInRange(double.Epsilon, spread.GetProperty("median").GetDouble());
                spread.GetProperty("high").GetDouble().ShouldBeGreaterThanOrEqualTo(spread.GetProperty("median").GetDouble());
            }
        }
    }

    [Fact]
    public void Markdown_is_a_table()
    {
        string[] lines = Sparsec.Run("bench", Network(), "--layer", "fc1", "--rounds", "3", "--markdown").ShouldSucceed().Split('\n');

        lines[0].ShouldBe("### Models.Net");
        string[] table = [.. lines.Where(line => line.StartsWith('|'))];
        table.Length.ShouldBe(3);
        table.Select(line => line.Count(letter => letter == '|')).Distinct().ShouldHaveSingleItem();
        table[2].ShouldStartWith("| fc1 | 64 x 96 | ");
    }

    [Theory]
    [InlineData("Invalid value for '--rounds': 2. Expected 3 to 1,000.", "--rounds", "2")]
    [InlineData("No layer with weights is called 'fc9'; found 'fc1', 'fc2'.", "--layer", "fc9")]
    public void What_cannot_be_measured_is_one_line(string expected, params string[] options) =>
        Sparsec.Run(["bench", Network(), .. options]).ShouldFailInOneLine().ShouldContain(expected);

    [Fact]
    public void Baselines_compute_what_the_layer_does()
    {
        InspectedModel linear = ModelSource.Inspect([Network()], "", null)[0];
        InspectedModel image = ModelSource.Inspect([_folder.Write("conv.npz", new NpzBuilder().Add("c1.weight", [6, 2, 3, 3], TestWeights.Random(6, 18, (_, _, draw) => draw % 3 == 0)).ToBytes())], "", null)[0];

        foreach (MatrixOperator op in new[] { linear.Layers[0].Weighted!.Layer, image.Layers[0].Weighted!.Layer })
        {
            (Action<float[], float[]> dense, Action<float[], float[]> csr) = op is Conv conv ? (ConvBaselines.Dense(conv), ConvBaselines.Csr(conv)) : (MatrixBaselines.Dense(op), MatrixBaselines.Csr(op));
            (int inputs, int outputs) = op is Conv { Input: var input, Output: var output } ? (input.Length, output.Length) : (op.Inputs, op.Outputs);
            float[] values = TestWeights.Random(1, inputs, (_, _, _) => true);
            double[] expected = ((MatrixOperator)(op with { Function = ActivationFunction.None })).Evaluate([[.. values.Select(value => (double)value)]]);
            foreach (Action<float[], float[]> baseline in new[] { dense, csr })
            {
                float[] actual = new float[outputs];
                baseline(values, actual);
                actual.Zip(expected, (own, wanted) => Math.Abs(own - wanted)).Max().ShouldBeLessThan(1e-4);
            }
        }
    }

    private string Network() => _folder.Write("net.npz", TestWeights.TwoLayers());
}
