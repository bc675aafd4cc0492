using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using SparseCompile.Package.Tests.Support;

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

        // Items by glob, items with the plan beside them, and links: no plan is taken for weights, none is unusable.
        project.Build().ShouldSucceed().Lines.ShouldContain("0 Warning(s)");
        project.Run().ShouldContain("network 14 -4");

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
    [InlineData(2, "has no model whose name contains 'Nobody'.", "--model", "Nobody")]
    public void What_cannot_be_tuned_is_one_line(int exitCode, string expected, params string[] arguments)
    {
        DotNetResult tune = project.Tune(arguments);

        tune.ExitCode.ShouldBe(exitCode, tune.Output);
        tune.Lines.ShouldHaveSingleItem().ShouldContain(expected);
    }
}
