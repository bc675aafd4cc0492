using System.IO.Compression;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Export;
using SparseCompile.Compiler.Hardware.Published;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Hardware.Tests.Rtl;
using SparseCompile.Hardware.Tests.Support;
using SparseCompile.Testing;
using YamlDotNet.RepresentationModel;

namespace SparseCompile.Hardware.Tests.Exports;

/// <summary>Files for other tools.</summary>
public sealed class ExportTests
{
    /// <summary>Timeloop itself is in no package registry at hand: the schema has the keys of its front end.</summary>
    [Fact]
    public void Every_file_for_Sparseloop_is_input_of_version_0_4()
    {
        foreach (HardwareTarget target in CustomTargets.All)
        {
            foreach (Graph graph in new[] { PublishedNetwork.Build(isSparse: true), new RandomNetworks(3).Next().Graph })
            {
                foreach ((string name, string text) in SparseloopWriter.Write(graph, target))
                {
                    Schemas.Violations(Schemas.Timeloop, YamlJson.Of(text)).ShouldBeEmpty($"{target.Name}, {name}");
                }
            }
        }
    }

    [Theory]
    [InlineData("version: 0.4", "version: 0.3")]
    [InlineData("format: CP", "format: CSR")]
    [InlineData("metadata_storage_depth", "metadata_depth")]
    [InlineData(", metadata_storage_width: 2,", ",")]
    [InlineData("class: intmac", "class: dsp")]
    [InlineData("condition_on", "condition-on")]
    [InlineData("density: 0.5", "density: 1.5")]
    [InlineData("[M, C, R, S, P, Q]", "[M, C]")]
    public void The_schema_of_version_0_4_refuses_what_its_front_end_refuses(string old, string replacement)
    {
        string[] files = [.. SparseloopWriter.Write(Pairs(), BuiltInTargets.Of("two-of-four")).Select(file => file.Text)];
        files.SelectMany(text => Schemas.Violations(Schemas.Timeloop, YamlJson.Of(text))).ShouldBeEmpty();
        files.SelectMany(text => Schemas.Violations(Schemas.Timeloop, YamlJson.Of(text.Replace(old, replacement, StringComparison.Ordinal)))).ShouldNotBeEmpty();
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
        archive.Entries.Select(entry => entry.Name).ShouldBe(["binsparse.npy", "pointers_to_1.npy", "indices_1.npy", "values.npy"]);
        Read<int>(archive, "pointers_to_1.npy", BitConverter.ToInt32).ShouldBe(matrix.RowStarts);
        Read<int>(archive, "indices_1.npy", BitConverter.ToInt32).ShouldBe(matrix.ColumnIndices);
        Read<float>(archive, "values.npy", BitConverter.ToSingle).ShouldBe(matrix.Values);
    }

    /// <summary>NumPy and SciPy know nothing of this project.</summary>
    [NumpyTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_container_is_read_by_NumPy_as_the_reference_implementation_reads_it(bool isInteger)
    {
        using TemporaryFolder folder = new();
        CsrMatrix matrix = Matrices.From(4, 6, (row, column) => (row + column) % 3 == 0 && row != 2 ? row - column : 0);
        using (FileStream file = File.Create(folder.PathOf("matrix.npz")))
        {
            BinsparseWriter.Write(file, matrix, isInteger);
        }

        const string Reader = """
            import json, sys
            import numpy as np
            with np.load(sys.argv[1], allow_pickle=False) as archive:
                header = json.loads(str(archive['binsparse'].item()))
                assert sorted(archive.files) == sorted(['binsparse', *header['data_types']])
                assert header['version'] == '0.1' and header['format'] == 'CSR'
                arrays = {name: archive[name] for name in header['data_types']}
            for name, array in arrays.items():
                assert array.dtype == np.dtype(header['data_types'][name]), name
            assert len(arrays['values']) == len(arrays['indices_1']) == header['number_of_stored_values']
            dense = np.zeros(header['shape'], arrays['values'].dtype)
            starts = arrays['pointers_to_1']
            for row in range(header['shape'][0]):
                dense[row, arrays['indices_1'][starts[row]:starts[row + 1]]] = arrays['values'][starts[row]:starts[row + 1]]
            print(arrays['values'].dtype, [int(value) for value in dense.reshape(-1)])
            """;
        string expected = string.Join(", ", Enumerable.Range(0, 24).Select(i => (i / 6) + (i % 6)).Select((sum, i) => sum % 3 == 0 && i / 6 != 2 ? (i / 6) - (i % 6) : 0));
        Tool.Run(folder.PathOf("."), NumpyTheoryAttribute.Program, "-c", Reader, "matrix.npz").Trim().ShouldBe($"{(isInteger ? "int8" : "float32")} [{expected}]");
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
        Snapshots.Match(target + ".yaml", string.Join("---\n", SparseloopWriter.Write(Pairs(), BuiltInTargets.Of(target)).Select(file => $"# {file.Name}\n{file.Text}")));
    }

    private static Graph Pairs()
    {
        GraphBuilder builder = new(8);
        builder.Linear(0, Matrices.From(4, 8, (_, column) => column % 4 < 2 ? 1 : 0), inputSparsity: 0.5);
        return builder.Source().Graph;
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
