using System.IO.Compression;
using System.Text;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Weights;

/// <summary>Damaged files give an error or tensors that keep their promises, and never an exception.</summary>
public sealed class FuzzTests : WeightFileTestBase
{
    private const int Rounds = 1200;

    private static readonly byte[] Array1 = WeightBytes.Npy("<f4", "(2, 3)", WeightBytes.Floats(1, 0, 2, 0, 0, 3));
    private static readonly byte[] Array2 = WeightBytes.Npy(">i8", "(2, 2)", [.. new byte[16], 1, .. new byte[15]], fortran: true, version: 2);

    [Fact]
    public void Safetensors() => Fuzz(".safetensors", 1, WeightBytes.Safetensors(
        """{"__metadata__":{"a\u00e9\n":"b"},"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"v":{"dtype":"I64","shape":[1],"data_offsets":[16,24],"x":[1e3]}}""",
        new byte[24]));

    [Fact]
    public void Npy() => Fuzz(".npy", 2, Array1, Array2, WeightBytes.Npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}\n", new byte[4], 3));

    [Fact]
    public void Npz() => Fuzz(
        ".npz",
        3,
        WeightBytes.Npz(CompressionLevel.Optimal, ("a/w.npy", Array1), ("v.npy", Array2)),
        WeightBytes.Npz(CompressionLevel.NoCompression, ("w.npy", Array1), ("x.txt", [1])),
        Zip64Bytes.Archive("w.npy", Array1));

    [Fact]
    public void MatrixMarket() => Fuzz(
        ".mtx",
        4,
        Encoding.ASCII.GetBytes("%%MatrixMarket matrix coordinate real general\n% c\n3 4 3\n1 1 1.5\n3 4 -2e-3\n\n3 4 inf\n"),
        Encoding.ASCII.GetBytes("%%MatrixMarket matrix coordinate integer symmetric\r\n3 3 2\r\n3 1 7\r\n2 2 -4\r\n"),
        Encoding.ASCII.GetBytes("%%MatrixMarket matrix array real skew-symmetric\n3 3\n0.123456789012345678\n2\n3\n"));

    [Fact]
    public void Smtx() => Fuzz(".smtx", 5, Encoding.ASCII.GetBytes("3, 4, 5\n0 2 2 5 \n3 0 1 2 0 \n"));

    [Fact]
    public void Onnx() => Fuzz(
        ".onnx",
        6,
        new OnnxBuilder().Input("x", 1, 2).Floats("w", [2, 2], 1, 0, 0, 2).Node("MatMul", "x,w", "y").Output("y").ToBytes(),
        new OnnxBuilder().Input("x", 1, 2).Sparse("w", [2, 2], [1, 3], [2], 1, 2).Longs("s", [1], 4).Node("Reshape", "w,s", "y").Output("y").ToBytes());

    private void Fuzz(string extension, int seed, params byte[][] originals)
    {
        var mutations = new Mutations(seed);
        int readable = 0;
        int refused = 0;
        for (int i = 0; i < Rounds; i++)
        {
            byte[] damaged = mutations.Damage(originals[i % originals.Length]);
            WeightFile file = Open("f" + extension, damaged);
            Assert.Equal(64, file.ContentHash.Length);
            if (file.Error is not null)
            {
                refused++;
                Check(file.Error);
                continue;
            }

            foreach (TensorInfo info in file.Tensors)
            {
                TensorReadResult result = file.Read(info.Name, PatternValues.Seeded);
                Assert.Equal(result.Tensor is null, result.Error is not null);
                readable += result.Tensor is null ? 0 : 1;
                if (result.Tensor is not null)
                {
                    Check(result.Tensor);
                }
                else
                {
                    Check(result.Error!);
                }
            }

            foreach (string name in file.Damaged)
            {
                refused++;
                Check(file.Read(name).Error.ShouldNotBeNull());
            }
        }

        // Otherwise nothing would have been tested.
        readable.ShouldBeGreaterThan(Rounds / 50);
        refused.ShouldBeGreaterThan(Rounds / 4);
    }

    private static void Check(WeightFileError error)
    {
        Assert.NotEqual(WeightFileErrorKind.Unreadable, error.Kind);
        Assert.NotEmpty(error.Found);
        Assert.NotEmpty(error.Expected);
    }

    private static void Check(Tensor tensor)
    {
        Assert.Equal(tensor.Values.Length, tensor.Positions.Length);
        long last = -1;
        long count = tensor.Info.Shape.Aggregate(1L, (product, extent) => product * extent);
        for (int i = 0; i < tensor.Values.Length; i++)
        {
            Assert.True(tensor.Positions[i] > last && tensor.Positions[i] < count && tensor.Values[i] != 0);
            last = tensor.Positions[i];
        }
    }
}
