using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using SparseCompile.Cli.Projects;
using SparseCompile.Package.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests;

/// <summary>The command line's <c>tune</c> on a user's project, and the builds after it.</summary>
[Collection(nameof(PackageTests))]
public sealed class TuneTests(ConsumerProject project) : IClassFixture<ConsumerProject>
{
    private const string NetworkPlan = "weights/network.npz.sparseplan.json";

    [Fact]
    public void Tuned_kernels_are_built_until_the_weights_change()
    {
        // Network and Linked: a file in the project, and one elsewhere.
        DotNetResult tune = project.Tune("--model", "k");
        if (!Avx512F.IsSupported)
        {
            tune.ExitCode.ShouldBe(2, tune.Output);
            tune.Lines.ShouldHaveSingleItem().ShouldStartWith("This processor has no AVX-512");
            return;
        }

        tune.ShouldSucceed();
        File.Exists(project.PathOf("../elsewhere/linked.npz.sparseplan.json")).ShouldBeTrue();
        Directory.GetFiles(project.PathOf("weights"), "*.tmp").ShouldBeEmpty();
        using (JsonDocument plan = JsonDocument.Parse(File.ReadAllBytes(project.PathOf(NetworkPlan))))
        {
            JsonElement model = plan.RootElement.GetProperty("models").EnumerateArray().ShouldHaveSingleItem();
            model.GetProperty("name").GetString().ShouldBe("App.Network");
            model.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("name").GetString()).ShouldBe(["fc1", "fc2"]);
        }

        tune.Lines.ShouldContain(project.PathOf(NetworkPlan) + ": written");
        tune.Lines.ShouldContain(Path.GetFullPath(project.PathOf("../elsewhere/linked.npz.sparseplan.json")) + ": written");

        // Items by glob, items with the plan beside them, and links: no plan is taken for weights, none is unusable.
        project.Build().ShouldSucceed().Lines.ShouldContain("0 Warning(s)");
        project.Run().ShouldContain("network 14 -4");

        // One file under two links has one record, with the models of both.
        project.Tune("--model", "d").ShouldSucceed();
        using (JsonDocument plan = JsonDocument.Parse(File.ReadAllBytes(project.PathOf("../elsewhere/linked.npz.sparseplan.json"))))
        {
            plan.RootElement.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("name").GetString()).ShouldBe(["App.Operators.Linked", "App.Operators.Odd"]);
        }

        project.Build().ShouldSucceed().Lines.ShouldContain("0 Warning(s)");

        project.Write("weights/network.npz", ConsumerWeights.Network(last: 8));
        DotNetResult changed = project.Build();
        changed.Errors.ShouldHaveSingleItem().ShouldContain("error SPARSE0027: Tuning record 'weights/network.npz.sparseplan.json' is ignored: it was measured for weights with SHA-256");

        project.Tune("--model", "Network").ShouldSucceed();
        project.Build().ShouldSucceed().Lines.ShouldContain("0 Warning(s)");
        project.Run().ShouldContain("network 14 32");
    }

    [Theory]
    [InlineData(1, "'nowhere' was not found; expected a project file, or a directory that contains one.", "nowhere")]
    [InlineData(1, "'weights' contains 0 project files; expected exactly one, or the path of a project file.", "weights")]
    [InlineData(1, "Unknown option '--nope'; expected one of those that 'sparsec tune --help' lists.", "--nope")]
    [InlineData(1, "Unknown option '--nope'; expected one of those that 'sparsec tune --help' lists.", "--model", "--nope")]
    [InlineData(1, "'--nope'", ".", "--nope")]
    [InlineData(1, "has no target framework 'net9.0'; expected 'net10.0'.", "--framework", "net9.0")]
    [InlineData(2, "has no model whose name contains 'Nobody'.", "--model", "Nobody")]
    public void What_cannot_be_tuned_is_one_line(int exitCode, string expected, params string[] arguments)
    {
        DotNetResult tune = project.Tune(arguments);

        tune.ExitCode.ShouldBe(exitCode, tune.Output);
        tune.Lines.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public void A_project_that_does_not_compile_is_not_tuned()
    {
        project.Write("Broken.cs", "namespace App; internal static class Broken { internal static int Value => Absent.Value; }"u8.ToArray());
        try
        {
            DotNetResult tune = project.Tune("--model", "Linked");

            tune.ExitCode.ShouldBe(1, tune.Output);
            tune.Lines.ShouldHaveSingleItem().ShouldContain("does not compile (1 errors): ");
            tune.Output.ShouldContain("error CS0103: The name 'Absent' does not exist");
        }
        finally
        {
            project.Delete("Broken.cs");
        }
    }

    [Fact]
    public void A_project_with_several_target_frameworks_is_tuned()
    {
        project.Write("../several/Several.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net10.0</TargetFrameworks>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SparseCompile" Version="[$(SparseCompileVersion)]" />
                <SparseWeights Include="../app/weights/large.npz" Link="weights/large.npz" />
                <SparseWeights Include="bias.npz" />
              </ItemGroup>
            </Project>
            """u8.ToArray());
        project.Write("../several/Model.cs", """
            public static partial class Large
            {
                [SparseCompile.SparseMatrix("weights/large.npz")]
                public static partial void Apply(System.ReadOnlySpan<float> x, System.Span<float> y);
            }

            [SparseCompile.SparseModel("weights/large.npz", "bias.npz"), SparseCompile.Linear("fc1", Weight = "a", Bias = "b")]
            public static partial class Biased;
            """u8.ToArray());
        project.Write("../several/bias.npz", new NpzBuilder().Add("b", [300], new float[300]).ToBytes());

        DotNetResult tune = project.Tune("../several");

        string record = project.PathOf("weights/large.npz.sparseplan.json");
        tune.ExitCode.ShouldBe(Avx512F.IsSupported ? 0 : 2, tune.Output);
        tune.Output.ShouldContain(Avx512F.IsSupported ? record + ": written" : "no AVX-512");
        if (Avx512F.IsSupported)
        {
            // Both models begin with one file, and one reads another too: it has a hash of its own, and neither puts the other out of date.
            using (JsonDocument plan = JsonDocument.Parse(File.ReadAllBytes(record)))
            {
                plan.RootElement.GetProperty("models").EnumerateArray().Select(model => (model.GetProperty("name").GetString(), model.TryGetProperty("weightsSha256", out _)))
                    .ShouldBe([("Biased", true), ("Large.Apply", false)]);
            }

            project.DotNetIn("several", "build", "-c", "Release", "--no-restore", "-p:AllowUnsafeBlocks=true").ShouldSucceed().Lines.ShouldContain("0 Warning(s)");
        }

        File.Delete(record);
    }

    [Theory]
    [InlineData("net10.0", "", null, null)]
    [InlineData("", "net10.0", null, "net10.0")]
    [InlineData("", "netstandard2.0;net9.0;net48;net10.0", null, "net10.0")]
    [InlineData("", " net10.0-windows ;\n net9.0;", null, "net10.0-windows")]
    [InlineData("", "net9.0;net10.0", "net9.0", "net9.0")]
    public void The_newest_of_several_target_frameworks_is_taken(string single, string several, string? wanted, string? expected) =>
        TargetFrameworks.Choose("App.csproj", single, several, wanted).ShouldBe(expected);
}
