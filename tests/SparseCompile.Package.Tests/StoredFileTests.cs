using System.IO.Compression;
using System.Runtime.InteropServices;
using SparseCompile.Package.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests;

/// <summary>A project whose files are stored in all ways that are read, and what becomes of it: files swapped, files that cannot be read, an older language, generated files among the sources.</summary>
[Collection(nameof(PackageTests))]
public sealed class StoredFileTests(ConsumerProject project) : IClassFixture<ConsumerProject>
{
    private const string Folder = "stored";

    private static readonly float[] Matrix = [1, 0, 0, -2];

    private static readonly StoredModel[] Models =
    [
        new("F1", """[SparseModel("weights/f1.npz"), Linear("fc1")]""", "2 -3", ("f1.npz", new NpzMembers()
            .Floats("fc1.weight_orig", [2, 2], 1, 7, 8, -2).Floats("fc1.weight_mask", [2, 2], 1, 0, 0, 1).Floats("fc1.bias", [2], 1, 1).ToBytes())),
        new("F2", """[SparseModel("weights/f2.npz"), Linear("fc1", Weight = "W")]""", "1 -4", ("f2.npz", new NpzMembers().Floats("W", [2, 2], Matrix).Floats("b", [2], 9, 9).ToBytes())),
        new("F3", """[SparseModel("weights/f3.npz"), Linear("fc1")]""", "1.5 -7", ("f3.npz", new NpzMembers()
            .SBytes("fc1.weight", [2, 2], 1, 0, 0, -8).Floats("fc1.weight_scale", [1], 0.5f).Floats("fc1.bias", [2], 1, 1).ToBytes())),
        new("F4", """[SparseModel("weights/f4.npz"), Linear("f4")]""", "1 -4", ("f4.npz", new NpzMembers()
            .Ints("indices", [2], 0, 1).Ints("indptr", [3], 0, 1, 2).Word("format", "csr").Longs("shape", [2], 2, 2).Floats("data", [2], 1, -2).ToBytes())),
        new("F6", """[SparseModel("weights/f6.safetensors"), Linear("fc1")]""", "1 -4", ("f6.safetensors", new SafetensorsBuilder().Add("_orig_mod.fc1.weight", [2, 2], Matrix).ToBytes())),
        new("F10", """[SparseModel("weights/f10.npz"), Linear("fc1")]""", "1 -4", ("f10.npz", new NpzMembers()
            .Floats("fc1.weight", [2, 2], Matrix).AddRaw("__MACOSX/._fc1.npy", [0, 5, 22, 7]).AddRaw("other.npy", [0x93, .. "NUMPX"u8]).Add("odd", "<q9", [1], [1]).ToBytes())),
        new("F10Safetensors", """[SparseModel("weights/f10.safetensors"), Linear("fc1")]""", "1 -4", ("f10.safetensors", WeightBytes.Safetensors(
            """{"new":{"dtype":"F9_E1M7","shape":[4],"data_offsets":[16,20]},"fc1.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}""", [.. WeightBytes.Floats(Matrix), 0, 0, 0, 0]))),
        new("F11", """[SparseModel("weights/f11w.npz", "weights/f11b.npz"), Linear("fc1")]""", "3 -1",
            ("f11w.npz", new NpzMembers().Floats("fc1.weight", [2, 2], Matrix).ToBytes()), ("f11b.npz", new NpzMembers().Floats("fc1.bias", [2], 2, 3).ToBytes())),
        new("F12", """[SparseModel("weights/f12.npz"), Linear("fc1")]""", "1 -4", ("f12.npz", new NpzMembers().Floats("fc1.weight", [2, 2, 1, 1], Matrix).ToBytes())),
        new("F13", """[SparseModel("weights/f13.npz"), Linear("fc1"), BatchNorm("bn", Weight = "bn/gamma:0", Bias = "bn/beta:0", Mean = "bn/moving_mean:0", Variance = "bn/moving_variance:0", Epsilon = 0f)]""",
            "2 -7", ("f13.npz", new NpzMembers().Floats("fc1.weight", [2, 2], Matrix)
                .Floats("bn/gamma:0", [2], 2, 2).Floats("bn/beta:0", [2], 0, 1).Floats("bn/moving_mean:0", [2], 0, 0).Floats("bn/moving_variance:0", [2], 1, 1).ToBytes())),
        new("F16", """[SparseModel("weights/f16.mtx"), Linear("fc1", Weight = "f16")]""", "27852656 2", ("f16.mtx", "%%MatrixMarket matrix coordinate integer general\n2 2 2\n1 1 27852657\n2 2 1\n"u8.ToArray())),
        new("F17", """[SparseModel("weights/f17.onnx")]""", "1 -4", ("f17.onnx", new OnnxBuilder()
            .Input("x", 1, 2).Initializer(OnnxBuilder.External("w", [2, 2], "f17.onnx.data", ("offset", "4"), ("length", "16"))).Node("MatMul", "x,w", "y").Output("y").ToBytes()),
            ("f17.onnx.data", WeightBytes.Floats([9, .. Matrix]))),
        new("SwapA", """[SparseModel("weights/swap-a.npz"), Linear("fc1")]""", "10 0", ("swap-a.npz", new NpzMembers().Floats("fc1.weight", [2, 2], 0, 5, 0, 0).ToBytes(CompressionLevel.NoCompression))),
        new("SwapB", """[SparseModel("weights/swap-b.npz"), Linear("fc1")]""", "0 14", ("swap-b.npz", new NpzMembers().Floats("fc1.weight", [2, 2], 0, 0, 0, 7).ToBytes(CompressionLevel.NoCompression))),
        new("LinkA", """[SparseModel("links/a.npz"), Linear("fc1")]""", "10 0"),
    ];

    [Fact]
    public void Files_of_every_kind_are_read_and_kept_fresh_and_one_diagnostic_says_what_a_project_lacks()
    {
        StoredModel.WriteAll(project, Folder, Models, """<SparseWeights Include="weights/swap-a.npz" Link="links/a.npz" /><SparseWeights Include="folder.npz;gone.npz" />""");
        string[] expected = [.. Models.Select(model => $"{model.Row} {model.Expected}")];

        DotNetResult first = Build().ShouldSucceed();
        first.Lines.Where(line => line.Contains("warning ", StringComparison.Ordinal)).Distinct().ShouldHaveSingleItem().ShouldContain("F2.cs(2,33): warning SPARSE0052: Tensor 'b' in 'weights/f2.npz' is not read");
        Run().ShouldBe(expected);

        SwapFilesOfEqualSizeAndTime();
        Build().ShouldSucceed();
        Run().ShouldBe([.. expected.Select(line => line switch { "SwapA 10 0" => "SwapA 0 14", "SwapB 0 14" => "SwapB 10 0", "LinkA 10 0" => "LinkA 0 14", _ => line })]);

        MakeFilesThatCannotBeRead();
        Older();
        CompiledTwice();
    }

    private void SwapFilesOfEqualSizeAndTime()
    {
        string a = PathOf("weights/swap-a.npz"), b = PathOf("weights/swap-b.npz"), temporary = PathOf("swap");
        new FileInfo(a).Length.ShouldBe(new FileInfo(b).Length);
        DateTime time = File.GetLastWriteTimeUtc(a);
        File.Move(a, temporary);
        File.Move(b, a);
        File.Move(temporary, b);
        File.SetLastWriteTimeUtc(a, time);
        File.SetLastWriteTimeUtc(b, time);
    }

    private void MakeFilesThatCannotBeRead()
    {
        Directory.CreateDirectory(PathOf("folder.npz"));
        File.CreateSymbolicLink(PathOf("weights/dangling.npz"), "nowhere.npz");
        File.WriteAllBytes(PathOf("weights/locked.npz"), new NpzMembers().Floats("fc1.weight", [1, 1], 1).ToBytes());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf("weights/locked.npz"), UnixFileMode.None);
        }

        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            // Nobody can read this, not even an administrator.
            File.CreateSymbolicLink(PathOf("weights/memory.npz"), "/proc/self/mem");
        }

        // Models that read none of them: nothing is said, a second build compiles nothing, and a change is compiled.
        DotNetResult build = Build().ShouldSucceed();
        build.Output.ShouldNotContain("MSB");
        DateTime compiled = LastCompiled;
        Build().ShouldSucceed();
        LastCompiled.ShouldBe(compiled);
        project.Write($"../{Folder}/weights/f12.npz", new NpzMembers().Floats("fc1.weight", [2, 2, 1, 1], 4, 0, 0, 0).ToBytes());
        Build().ShouldSucceed();
        Run().ShouldContain("F12 4 0");

        // One that does is one error, in every build until the file can be read.
        foreach (string name in (string[])["folder.npz", "weights/dangling.npz", .. OperatingSystem.IsLinux() ? new[] { "weights/memory.npz" } : []])
        {
            project.Write($"../{Folder}/Unread.cs", System.Text.Encoding.UTF8.GetBytes($"[SparseCompile.SparseModel(\"{name}\"), SparseCompile.Linear(\"fc1\")] static partial class Unread {{ }}"));
            DotNetResult refused = Build();
            refused.Errors.ShouldHaveSingleItem(name).ShouldContain("Unread.cs(1,2): error SPARSE00", Case.Sensitive, name);
            refused.Output.ShouldNotContain("warning MSB");
        }

        File.Delete(PathOf("weights/dangling.npz"));
        File.WriteAllBytes(PathOf("weights/dangling.npz"), new NpzMembers().Floats("fc1.weight", [1, 1], 1).ToBytes());
        project.Write($"../{Folder}/Unread.cs", "[SparseCompile.SparseModel(\"weights/dangling.npz\"), SparseCompile.Linear(\"fc1\")] static partial class Unread { }"u8.ToArray());
        Build().ShouldSucceed();
    }

    private void Older()
    {
        string[] errors = Build("-p:LangVersion=11").Errors;
        errors.ShouldAllBe(error => error.Contains(" cannot be compiled: found C# 11.0; expected C# 12 or later (property LangVersion)", StringComparison.Ordinal));
        errors.Length.ShouldBe(Models.Length + 1);
    }

    private void CompiledTwice()
    {
        string[] emit = ["-p:EmitCompilerGeneratedFiles=true", "-p:CompilerGeneratedFilesOutputPath=Generated"];
        Build(emit).ShouldSucceed();
        string[] errors = [.. Build(emit).Errors.Where(error => error.Contains("SPARSE", StringComparison.Ordinal))];
        errors.Length.ShouldBe(Models.Length + 1);
        errors.ShouldAllBe(error => error.Contains("error SPARSE0041: ", StringComparison.Ordinal) && error.Contains("add <Compile Remove=\"Generated/**\" /> to the project", StringComparison.Ordinal));
    }

    private DateTime LastCompiled => File.GetLastWriteTimeUtc(PathOf($"obj/Release/net10.0/{Folder}.dll"));

    private string PathOf(string name) => project.PathOf($"../{Folder}/{name}");

    private DotNetResult Build(params string[] arguments) => project.DotNetIn(Folder, ["build", "-c", "Release", "--no-restore", .. arguments]);

    private string[] Run() => project.Execute($"{Folder}/bin/Release/net10.0/{Folder}.dll");
}
