using System.Globalization;
using SparseCompile.Cli.Pruning.Patterns;
using SparseCompile.Cli.Pruning.Tensors;
using SparseCompile.Testing;
using SparseCompile.Training.Tests.Support;

namespace SparseCompile.Training.Tests.Agreement;

/// <summary>The tool's patterns are the package's, mask for mask, ties included.</summary>
public sealed class MaskAgreementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact]
    public void The_tool_and_the_package_keep_the_same_weights()
    {
        Python.Script("make_masks.py", _folder.PathOf("."));
        Dictionary<string, DenseTensor> tensors = TensorReader.ReadAll(_folder.PathOf("masks.npz")).ToDictionary(tensor => tensor.Name);
        string[] lines = File.ReadAllLines(_folder.PathOf("masks.txt"));
        lines.Length.ShouldBe(18 * 6);
        foreach (string[] line in lines.Select(line => line.Split('\t')))
        {
            DenseTensor weight = tensors[line[0] + ".w"], mask = tensors[line[0] + ".m"];
            int rows = (int)weight.Shape[0], channels = (int)weight.Shape[1];
            WeightShape shape = new(rows, channels, weight.Values.Length / rows / channels);
            bool[] kept = PatternWords.Parse(line[1]).Select(Array.ConvertAll(weight.Values, Math.Abs), shape, double.Parse(line[2], CultureInfo.InvariantCulture));
            kept.ShouldBe(Array.ConvertAll(mask.Values, value => value != 0), $"{line[1]} at {line[2]} of {string.Join(" x ", weight.Shape)}");
        }
    }
}
