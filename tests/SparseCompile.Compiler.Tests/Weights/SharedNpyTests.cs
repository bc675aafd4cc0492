using System.Text.Json;
using System.Text.RegularExpressions;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Weights;

/// <summary>Files written by NumPy and by libnpy.</summary>
public sealed class SharedNpyTests : WeightFileTestBase
{
    [SharedDataFact]
    public void GeneratedCases_AreReadAsNumPyReadsThem()
    {
        // The file was written by Python, whose NaN and Infinity are not JSON.
        string json = Regex.Replace(File.ReadAllText(SharedData.PathOf("npy/cases.json")), @"(?<=\s)(NaN|-?Infinity)(?=\s*[,\]])", "\"$1\"");
        using var cases = JsonDocument.Parse(json);
        int values = 0;
        foreach (JsonElement item in cases.RootElement.EnumerateArray())
        {
            string name = item.GetProperty("file").GetString()!;
            var file = WeightFile.Open(SharedData.PathOf("npy/generated/" + name), name);
            file.Error.ShouldBeNull(name);
            if (item.TryGetProperty("members", out JsonElement members))
            {
                file.Tensors.Select(Describe).Order().ShouldBe(members.EnumerateObject().Select(member => Describe(member.Name, member.Value)).Order());
                file.Tensors.ShouldAllBe(info => file.Read(info.Name, PatternValues.Refuse).Tensor != null);
                continue;
            }

            TensorInfo single = file.Tensors.ShouldHaveSingleItem();
            Describe(single).ShouldBe(Describe(Path.GetFileNameWithoutExtension(name), item));
            if (!item.TryGetProperty("values", out JsonElement expected))
            {
                file.Read(single.Name).Error.ShouldNotBeNull().Kind.ShouldBe(WeightFileErrorKind.UnsupportedDataType, name);
                continue;
            }

            Dense(Only(file)).ShouldBe(expected.EnumerateArray().Select(ToFloat), name);
            values++;
        }

        values.ShouldBeGreaterThan(30);
    }

    [SharedDataFact]
    public void LibnpyFiles_AreReadOrRefusedByType()
    {
        int read = 0;
        foreach (string path in SharedData.Files("npy/libnpy", ".npy"))
        {
            var file = WeightFile.Open(SharedData.PathOf(path), path);
            file.Error.ShouldBeNull(path);
            TensorReadResult result = file.Read(file.Tensors.ShouldHaveSingleItem().Name);
            bool unsupported = path.Contains("complex", StringComparison.Ordinal) || path.Contains("unicode", StringComparison.Ordinal);
            (result.Error?.Kind).ShouldBe(unsupported ? WeightFileErrorKind.UnsupportedDataType : null, path);
            read += unsupported ? 0 : 1;
        }

        read.ShouldBeGreaterThan(12);
    }

    [SharedDataFact]
    public void LibnpyArchives_StoredAndDeflated_Agree()
    {
        var stored = WeightFile.Open(SharedData.PathOf("npy/libnpy/assets/test/test.npz"), "a.npz");
        var deflated = WeightFile.Open(SharedData.PathOf("npy/libnpy/assets/test/test_compressed.npz"), "a.npz");
        stored.Tensors.Count.ShouldBeGreaterThan(0);
        deflated.Tensors.ShouldBe(stored.Tensors, ignoreOrder: true);
        foreach (TensorInfo info in stored.Tensors)
        {
            TensorReadResult first = stored.Read(info.Name);
            TensorReadResult second = deflated.Read(info.Name);
            second.Error.ShouldBe(first.Error);
            (second.Tensor?.Values).ShouldBe(first.Tensor?.Values);
            (second.Tensor?.Positions).ShouldBe(first.Tensor?.Positions);
        }
    }

    private static float ToFloat(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch { "NaN" => float.NaN, "Infinity" => float.PositiveInfinity, _ => float.NegativeInfinity }
        : (float)element.GetDouble();

    private static string Describe(TensorInfo info) => info.Name + " " + info.DataType + " " + string.Join(",", info.Shape);

    private static string Describe(string name, JsonElement item) =>
        name + " " + item.GetProperty("dtype").GetString() + " " + string.Join(",", item.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64()));
}
