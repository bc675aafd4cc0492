using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Weights;

/// <summary>Weight files of real networks: all are read, and files that hold the same say the same.</summary>
public sealed class SharedModelTests : WeightFileTestBase
{
    [SharedDataFact]
    public void EveryPattern_IsRead()
    {
        int files = 0;
        foreach (string path in SharedData.Files(".", ".smtx"))
        {
            var file = WeightFile.Open(SharedData.PathOf(path), path);
            Tensor tensor = Only(file, PatternValues.Seeded);
            long[] size = [.. File.ReadLines(file.Path).First().Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)];
            tensor.Info.Shape.ToArray().ShouldBe(size[..2], path);
            tensor.Values.Length.ShouldBe((int)size[2], path);
            files++;
        }

        files.ShouldBeGreaterThan(50);
    }

    [SharedDataFact]
    public void EveryTensor_IsRead()
    {
        int tensors = 0;
        foreach (string path in SharedData.Files(".", ".npz").Concat(SharedData.Files(".", ".safetensors")).Where(path => !path.Contains("cases/") && !path.StartsWith("npy/")))
        {
            var file = WeightFile.Open(SharedData.PathOf(path), path);
            file.Error.ShouldBeNull(path);
            foreach (TensorInfo info in file.Tensors.Where(info => !info.DataType.Contains('U') || path.EndsWith(".safetensors")))
            {
                file.Read(info.Name).Error.ShouldBeNull(path);
                tensors++;
            }
        }

        tensors.ShouldBeGreaterThan(100);
    }

    [SharedDataFact]
    public void SafetensorsAndNpzTwins_Agree()
    {
        int compared = 0;
        foreach (string path in SharedData.Files(".", "weights.npz"))
        {
            var npz = WeightFile.Open(SharedData.PathOf(path), path);
            var safetensors = WeightFile.Open(Path.ChangeExtension(npz.Path, ".safetensors"), path);
            npz.Tensors.Select(info => info.Name).Order().ShouldBe(safetensors.Tensors.Select(info => info.Name).Order(), path);
            foreach (TensorInfo info in npz.Tensors)
            {
                ShouldAgree(Read(npz, info.Name), Read(safetensors, info.Name), path);
                compared++;
            }
        }

        compared.ShouldBeGreaterThan(50);
    }

    [SharedDataFact]
    public void PatternFiles_AgreeWithTheMasksOfTheirWeights()
    {
        string[] patterns = [.. SharedData.Files("lyra_v1", "pattern.smtx")];
        patterns.Length.ShouldBe(4);
        foreach (string path in patterns)
        {
            Tensor pattern = Only(WeightFile.Open(SharedData.PathOf(path), path), PatternValues.Ones);
            var file = WeightFile.Open(SharedData.PathOf(path.Replace("pattern.smtx", "weights.safetensors")), path);
            ShouldAgree(pattern, Read(file, "mask"), path);
            file.Metadata.Select(entry => entry.Key).ShouldBe(["source", "layout"]);
        }
    }

    private static void ShouldAgree(Tensor first, Tensor second, string because)
    {
        second.Info.Shape.ShouldBe(first.Info.Shape, because);
        Assert.True(first.Positions.AsSpan().SequenceEqual(second.Positions), because + ": positions of " + first.Info.Name);
        Assert.True(first.Values.AsSpan().SequenceEqual(second.Values), because + ": values of " + first.Info.Name);
    }
}
