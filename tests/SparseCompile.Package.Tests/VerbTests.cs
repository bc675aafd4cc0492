using System.Text.Json;
using SparseCompile.Package.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests;

/// <summary>Every verb that shows, checks or converts, run from the packed tool in a user's project.</summary>
[Collection(nameof(PackageTests))]
public sealed class VerbTests(ConsumerProject project) : IClassFixture<ConsumerProject>
{
    [Fact]
    public void Every_verb_of_the_packed_tool_runs_in_a_fresh_project()
    {
        using PackedTool tool = new(project);
        project.Write("x.npz", new NpzBuilder().Add("x", [1, 4], 1, 2, 3, 4).ToBytes());
        project.Write("y.npz", new NpzBuilder().Add("y", [1, 2], 14, -4).ToBytes());

        using JsonDocument inspected = JsonDocument.Parse(tool.Run("inspect", "--model", "App.Network", "--json").ShouldSucceed().Output);
        inspected.RootElement.GetProperty("models")[0].GetProperty("nonZeros").GetInt32().ShouldBe(6);
        tool.Run("inspect", "--model", "App.Network", "--html", "report.html").ShouldSucceed();
        File.ReadAllText(project.PathOf("report.html")).ShouldStartWith("<!doctype html>");
        tool.Run("verify", "--model", "App.Network", "--inputs", "x.npz", "--outputs", "y.npz").ShouldSucceed().Output.ShouldContain("within the tolerance");
        tool.Run("bench", "--model", "App.Network", "--rounds", "3").ShouldSucceed().Output.ShouldContain("(model)");
        tool.Run("scaffold", "weights/network.npz").ShouldSucceed().Output.ShouldContain("[SparseModel(\"weights/network.npz\")]");
        tool.Run("convert", "weights/network.npz", "-o", "network.safetensors").ShouldSucceed().Output.ShouldContain("network.safetensors: 3 tensors");
    }
}
