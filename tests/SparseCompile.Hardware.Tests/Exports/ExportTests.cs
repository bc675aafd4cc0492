using System.IO.Compression;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Export;
using SparseCompile.Compiler.Hardware.Published;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Hardware.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace SparseCompile.Hardware.Tests.Exports;

/// <summary>Files for other tools.</summary>
public sealed class ExportTests
{
    [Fact]
    public void Every_file_for_Sparseloop_is_YAML_of_version_0_4()
    {
        foreach (HardwareTarget target in BuiltInTargets.All)
        {
            foreach ((string name, string text) in SparseloopWriter.Write(PublishedNetwork.Build(isSparse: true), target))
            {
                YamlStream yaml = [];
                yaml.Load(new StringReader(text));
                YamlMappingNode root = (YamlMappingNode)yaml.Documents.ShouldHaveSingleItem().RootNode;
                KeyValuePair<YamlNode, YamlNode> section = root.Children.ShouldHaveSingleItem();
                section.Value["version"].ToString().ShouldBe("0.4", $"{target.Name}, {name}");
            }
        }
    }

    [Fact]
    public void A_problem_has_the_densities_of_the_layer_and_of_its_input()
    {
        (string _, string text) = SparseloopWriter.Write(PublishedNetwork.Build(isSparse: true), BuiltInTargets.Default).Single(file => file.Name == "problem_02.yaml");
        YamlStream yaml = [];
        yaml.Load(new StringReader(text));
        YamlNode instance = yaml.Documents[0].RootNode["problem"]["instance"];
        string[] extents = [.. new[] { "M", "C", "R", "S", "P", "Q" }.Select(name => instance[name].ToString())];
        extents.ShouldBe(["64", "64", "5", "5", "10", "10"]);
        instance["densities"]["Weights"]["density"].ToString().ShouldBe("0.2");
        instance["densities"]["Inputs"]["density"].ToString().ShouldBe("0.095026");
    }

    [Fact]
    public void A_container_has_the_descriptor_and_the_arrays_of_the_matrix()
    {
        CsrMatrix matrix = Matrices.From(3, 5, (row, column) => (row + column) % 2 == 0 ? row + 1 : 0);
        using MemoryStream first = new(), second = new();
        BinsparseWriter.Write(first, matrix);
        BinsparseWriter.Write(second, matrix);
        second.ToArray().ShouldBe(first.ToArray());

        using ZipArchive archive = new(first);
        archive.Entries.Select(entry => entry.Name).ShouldBe(["binsparse.json", "pointers_to_1.npy", "indices_1.npy", "values.npy"]);
        Read<int>(archive, "pointers_to_1.npy", BitConverter.ToInt32).ShouldBe(matrix.RowStarts);
        Read<int>(archive, "indices_1.npy", BitConverter.ToInt32).ShouldBe(matrix.ColumnIndices);
        Read<float>(archive, "values.npy", BitConverter.ToSingle).ShouldBe(matrix.Values);
        using StreamReader descriptor = new(archive.GetEntry("binsparse.json")!.Open());
        descriptor.ReadToEnd().ShouldBe(BinsparseWriter.Descriptor(matrix));
    }

    [Theory]
    [InlineData("streamed-csr")]
    [InlineData("spatial")]
    [InlineData("complementary/sparse-sparse")]
    public void Descriptions_of_a_small_network_are_as_before(string target)
    {
        GraphBuilder builder = new(1, 4, 4);
        Compiler.Graphs.Operators.WindowAxis axis = new(3, 1, 1, 0, 0);
        int image = builder.Add(
            new Compiler.Graphs.Operators.Conv(Matrices.From(2, 9, (row, column) => column % 3 == row ? 1 : 0), [0.5f, 0], new(Compiler.Graphs.Operators.ActivationKind.Relu), new(axis, axis), new(1, 4, 4)), 0);
        int kept = builder.Add(new Compiler.Graphs.Operators.KWinners(3, 8, new Compiler.Graphs.Operators.ImageShape(2, 2, 2), false, default), image);
        builder.Linear(kept, Matrices.From(3, 8, (row, column) => (row + column) % 4 == 0 ? -1 : 0));
        Snapshots.Match(target.Replace('/', '-') + ".json", HardwareDescriber.Describe(builder.Source(), BuiltInTargets.Of(target), DescriptionLimits.None));
    }

    [Theory]
    [InlineData("two-of-four")]
    [InlineData("bitmap-inner-join")]
    public void YAML_of_a_small_network_is_as_before(string target)
    {
        GraphBuilder builder = new(8);
        builder.Linear(0, Matrices.From(4, 8, (_, column) => column % 4 < 2 ? 1 : 0), inputSparsity: 0.5);
        Snapshots.Match(target + ".yaml", string.Join("---\n", SparseloopWriter.Write(builder.Source().Graph, BuiltInTargets.Of(target)).Select(file => $"# {file.Name}\n{file.Text}")));
    }

    private static T[] Read<T>(ZipArchive archive, string name, Func<byte[], int, T> value)
    {
        using MemoryStream bytes = new();
        using Stream entry = archive.GetEntry(name)!.Open();
        entry.CopyTo(bytes);
        byte[] npy = bytes.ToArray();
        int start = 10 + BitConverter.ToUInt16(npy, 8);
        (start % 64).ShouldBe(0);
        return [.. Enumerable.Range(0, (npy.Length - start) / 4).Select(i => value(npy, start + (4 * i)))];
    }
}
