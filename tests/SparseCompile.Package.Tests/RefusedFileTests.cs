using System.IO.Compression;
using System.Text;
using SparseCompile.Package.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests;

/// <summary>A project of models none of which can be compiled: one build, and one error for each.</summary>
[Collection(nameof(PackageTests))]
public sealed class RefusedFileTests(ConsumerProject project) : IClassFixture<ConsumerProject>
{
    private static readonly byte[] Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"u8.ToArray();
    private static readonly byte[] Page = "<!DOCTYPE html><html><body>404</body></html>"u8.ToArray();
    private static readonly byte[] Matrix = new NpzMembers().Floats("fc1.weight", [2, 2], 1, 0, 0, -2).ToBytes();

    private static readonly StoredModel[] Models =
    [
        One("F5Pointer", "safetensors", "error SPARSE0050: Weight file 'weights/F5Pointer.safetensors' is a Git LFS pointer", Pointer),
        One("F5PointerNpz", "npz", "git lfs pull", Pointer),
        One("F5PointerMtx", "mtx", "git lfs pull", Pointer),
        One("F5Page", "npz", "error SPARSE0050: Weight file 'weights/F5Page.npz' is ", Page),
        One("F7", "npz", "error SPARSE0010: Tensor 'fc1.weight' in 'weights/F7.npz' has the wrong shape: found [2, 4]; expected [outputs, inputs] with 2 inputs",
            new NpzMembers().Floats("fc1.weight", [2, 4], 1, 0, 0, 0, 0, 0, 0, 1).Floats("fc1.bias", [4], 1, 2, 3, 4).ToBytes()) with
        {
            Attributes = """[SparseModel("weights/F7.npz"), Input(2), Linear("fc1")]""",
        },
        One("F8", "npz", @"tensor 'w\x0a{0}\x09error CS9999: fake'", new NpzMembers().AddRaw("w\n{0}\terror CS9999: fake.npy", [0x93, .. "NUMPX"u8, 1, 0]).ToBytes()) with
        {
            Attributes = "[SparseModel(\"weights/F8.npz\"), Linear(\"fc1\", Weight = \"w\\n{0}\\terror CS9999: fake\")]",
        },
        One("F9", "npz", "error SPARSE0010: Tensor 'fc1.weight'", Npz(Npy("<f4", "(" + string.Concat(Enumerable.Repeat("1,", 300_000)) + ")", [0, 0, 128, 63]))),
        One("F14Object", "npz", "Python objects", new NpzMembers().Add("fc1.weight", "|O", [2, 2], []).ToBytes()),
        One("F14Void", "npz", "as NumPy saves bfloat16", new NpzMembers().Add("fc1.weight", "|V2", [2, 2], new byte[8]).ToBytes()),
        One("F14Lzma", "npz", "compression method 14 (LZMA)", Lzma()),
        One("F14Range", "npz", "error SPARSE0006: ", new NpzMembers().Add("fc1.weight", "<f8", [1, 1], BitConverter.GetBytes(1e39)).ToBytes()),
        One("F14Text", "mtx", "the value '1E400' in line 3", "%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 1E400\n"u8.ToArray()),
        One("F14Mark", "mtx", "error SPARSE0", "\uFEFF%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 1\n"u8.ToArray()),
        One("B8", "npz", "error SPARSE0042: Layers of 'B8' are declared on 2 partial declarations", Matrix) with { Base = ";\n[Linear(\"fc2\")] partial class B8;" },
        One("B9", "npz", "error SPARSE0043: Weight file 'twice.npz' is ambiguous: found ", Matrix) with { Attributes = """[SparseModel("twice.npz"), Linear("fc1")]""" },
        One("Hidden", "npz", "error SPARSE0018: Type 'Hidden' cannot contain generated code: found an abstract member 'InputLength' of its base class 'HiddenBase'", Matrix) with
        {
            Class = "public abstract partial class",
            Base = " : HiddenBase;\npublic abstract class HiddenBase { public abstract int InputLength { get; } }",
        },
        One("Damaged", "safetensors", "the dtype 'F9_E1M7'", WeightBytes.Safetensors(
            """{"fc1.weight":{"dtype":"F9_E1M7","shape":[4],"data_offsets":[0,4]}}""", [0, 0, 0, 0])),
    ];

    [Fact]
    public void Each_model_is_one_error_that_says_why()
    {
        StoredModel.WriteAll(project, "refused", Models, """<SparseWeights Include="weights/B9.npz" Link="twice.npz" /><SparseWeights Include="weights/B8.npz" Link="twice.npz" />""");
        project.Write("../refused/Program.cs", "System.Console.WriteLine();"u8.ToArray());

        string[] errors = project.DotNetIn("refused", "build", "-c", "Release", "--no-restore").Errors;

        foreach (StoredModel model in Models)
        {
            string error = errors.Where(line => line.Contains($"/{model.Row}.cs(", StringComparison.Ordinal)).ShouldHaveSingleItem(model.Row + "\n" + string.Join("\n", errors));
            error.ShouldContain(model.Expected);
            error.Length.ShouldBeLessThan(900, model.Row);

            // The console has the link, whose last part is the path of the page in the package.
            error.ShouldContain("/docs/diagnostics/SPARSE");
        }

        errors.Length.ShouldBe(Models.Length);
    }

    private static StoredModel One(string row, string extension, string expected, byte[] content) => new(
        row, $"[SparseModel(\"weights/{row}.{extension}\"), Linear(\"fc1\"{(extension == "mtx" ? $", Weight = \"{row}\"" : "")})]", expected, ($"{row}.{extension}", content));

    private static byte[] Npz(byte[] npy) => WeightBytes.Npz(CompressionLevel.Optimal, ("fc1.weight.npy", npy));

    private static byte[] Npy(string type, string shape, byte[] data)
    {
        byte[] header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n");
        return [0x93, .. "NUMPY"u8, 2, 0, .. BitConverter.GetBytes(header.Length), .. header, .. data];
    }

    /// <summary>An archive whose member says that it is compressed by method 14, in both places where that is said.</summary>
    private static byte[] Lzma()
    {
        byte[] bytes = WeightBytes.With(Matrix, 8, 14);
        return WeightBytes.With(bytes, WeightBytes.LastIndexOf(bytes, 0x50, 0x4b, 1, 2) + 10, 14);
    }
}
