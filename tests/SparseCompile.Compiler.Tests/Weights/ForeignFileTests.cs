using System.IO.Compression;
using System.Text;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Weights;

/// <summary>Files that are no weight files are called what they are in every format, with a line that converts them.</summary>
public sealed class ForeignFileTests : WeightFileTestBase
{
    private static readonly byte[] Array = WeightBytes.Npy("<f4", "(2,)", WeightBytes.Floats(1, 2));

    public static TheoryData<string, byte[], string, string> Files => new()
    {
        { "empty", [], "an empty file", "again" },
        { "lfs", Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"), "a Git LFS pointer", "git lfs pull" },
        { "annex", Encoding.ASCII.GetBytes("/annex/objects/SHA256E-s12--ab.npz\n"), "a git-annex pointer", "git annex get" },
        { "dvc", Encoding.ASCII.GetBytes("outs:\n- md5: a304afb96060aad90176268345e10355\n"), "a DVC pointer", "dvc pull" },
        { "html", Encoding.ASCII.GetBytes("\n<!DOCTYPE html>\n<html><body>Sign in</body></html>"), "an HTML page", "download" },
        { "html2", [0xef, 0xbb, 0xbf, .. "<HTML lang=en>"u8], "an HTML page", "download" },
        { "xml", Encoding.ASCII.GetBytes("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"), "an XML document", "download" },
        { "json", Encoding.ASCII.GetBytes("{\"fc1.weight\": [[1, 2]]}"), "JSON text", "json.load" },
        { "utf16", [0xff, 0xfe, .. Encoding.Unicode.GetBytes("%%MatrixMarket")], "UTF-16 text", "iconv" },
        { "bom", [0xef, 0xbb, 0xbf, .. "%%MatrixMarket matrix array real general\n1 1\n2\n"u8], "a UTF-8 byte order mark", "sed -i" },
        { "pickle", [0x80, 4, 0x95, 1, 2, 3], "a Python pickle", "pickle.load" },
        { "torch", [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19], "a PyTorch checkpoint", "torch.load" },
        { "hdf5", [0x89, .. "HDF\r\n"u8, 0x1a, 0x0a, 0, 0], "an HDF5 file", "h5py" },
        { "mat73", [.. Encoding.ASCII.GetBytes("MATLAB 7.3 MAT-file".PadRight(512)), 0x89, .. "HDF\r\n"u8], "an HDF5 file", "h5py" },
        { "mat", Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, Platform: GLNXA64"), "a MATLAB file", "scipy.io.loadmat" },
        { "gguf", [.. "GGUF"u8, 3, 0, 0, 0], "a GGUF model", "the library that wrote it" },
        { "tflite", [0x1c, 0, 0, 0, .. "TFL3"u8], "a TensorFlow Lite model", "the library that wrote it" },
        { "onnx", [8, 8, 0x12, 7, .. "pytorch"u8], "an ONNX model", "numpy_helper" },
        { "gzip", [0x1f, 0x8b, 8, 0], "compressed by gzip", "gzip -dc" },
        { "zstd", [0x28, 0xb5, 0x2f, 0xfd], "compressed by Zstandard", "zstd -dc" },
        { "xz", [0xfd, .. "7zXZ"u8, 0], "compressed by xz", "xz -dc" },
        { "bzip2", [.. "BZh91AY"u8], "compressed by bzip2", "bzip2 -dc" },
        { "7z", [.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive", "7z x" },
        { "tar", [.. new byte[257], .. "ustar"u8], "a tar archive", "tar xf" },
        { "zeros", new byte[4096], "zero bytes only", "again" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void IsNamed_InEveryFormat(string name, byte[] content, string what, string remedy)
    {
        foreach (string extension in new[] { ".safetensors", ".npy", ".npz", ".mtx", ".smtx", ".safetensors.index.json", ".pt", "" })
        {
            if (name == "json" && extension.EndsWith(".json", StringComparison.Ordinal))
            {
                continue;
            }

            WeightFileError error = ShouldFail(Open(name + extension, content), WeightFileErrorKind.NotAWeightFile, what);
            error.Expected.ShouldContain(remedy, Case.Sensitive, extension);
            error.Expected.ShouldNotContain("\n");
        }
    }

    [Fact]
    public void ArchivesWithoutArrays_AreNamed()
    {
        ShouldFail(Open("m.npz", WeightBytes.Npz(CompressionLevel.Optimal, ("model/data.pkl", [0x80, 2]), ("model/data/0", [1]))), WeightFileErrorKind.NotAWeightFile, "a PyTorch checkpoint")
            .Expected.ShouldContain("torch.load('weights/m.npz'");
        ShouldFail(Open("m.npz", WeightBytes.Npz(CompressionLevel.Optimal, ("config.json", [1]), ("model.weights.h5", [1]))), WeightFileErrorKind.NotAWeightFile, "a Keras model");
        ShouldFail(Open("m.npz", WeightBytes.Npz(CompressionLevel.Optimal, ("a.txt", [1]))), WeightFileErrorKind.NotAWeightFile, "without npy arrays ('a.txt')");
        ShouldFail(Open("m.pt", WeightBytes.Npz(CompressionLevel.Optimal, ("model/data.pkl", [0x80, 2]))), WeightFileErrorKind.NotAWeightFile, "a zip archive").Expected.ShouldContain("torch.load");
    }

    [Theory]
    [InlineData("m.npy", "m.npz", "an npy array", "rename it to .npy")]
    [InlineData("m.npz", "m.npy", "a zip archive", "rename it to .npz")]
    [InlineData("m.safetensors", "m.bin", "a safetensors file", "rename it to .safetensors")]
    [InlineData("m.mtx", "m.txt", "a Matrix Market file", "rename it to .mtx")]
    public void OwnFormats_UnderAnotherExtension_AreNamed(string name, string called, string what, string remedy)
    {
        byte[] content = Path.GetExtension(name) switch
        {
            ".npy" => Array,
            ".npz" => WeightBytes.Npz(CompressionLevel.Optimal, ("a.npy", Array)),
            ".mtx" => "%%MatrixMarket matrix array real general\n1 1\n2\n"u8.ToArray(),
            _ => new SafetensorsBuilder().Add("a", [1], 1).ToBytes(),
        };
        Open(name, content).Error.ShouldBeNull();
        ShouldFail(Open(called, content), WeightFileErrorKind.NotAWeightFile, what).Expected.ShouldContain(remedy);
    }

    [Fact]
    public void NamesThatAShellWouldNotTake_AreNotPutIntoLines() =>
        ShouldFail(WeightFile.Open(Folder.Write("m.npz", [0x1f, 0x8b]), "a b; rm -rf $HOME.npz"), WeightFileErrorKind.NotAWeightFile, "gzip").Expected.ShouldNotContain("rm");
}
