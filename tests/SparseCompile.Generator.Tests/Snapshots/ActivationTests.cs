using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Snapshots;

public sealed class ActivationTests : GeneratorTest
{
    [Fact]
    public void Relu() => Match("Activation.Relu");

    [Fact]
    public void Leaky_relu() => Match("Activation.LeakyRelu, Alpha = 0.1f");

    [Fact]
    public void Clip() => Match("Activation.Clip, Low = -0.5f, High = 2");

    [Fact]
    public void Relu6() => Match("Activation.Relu6");

    [Fact]
    public void Sigmoid() => Match("Activation.Sigmoid");

    [Fact]
    public void Tanh() => Match("Activation.Tanh");

    [Fact]
    public void Hard_swish() => Match("Activation.HardSwish");

    [Fact]
    public void Gelu() => Match("Activation.Gelu");

    [Fact]
    public void Softmax() => Match("Activation.Softmax");

    private void Match(string activation, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        WeightInput file = new NpzBuilder().Add("a", [1, 2], 0, 2).Write(Folder, "a.npz");

        GeneratorRun run = GeneratorRun.Of(
            $$"""
            using SparseCompile;
            [SparseModel("a.npz")]
            [Linear("a", Weight = "a", Activation = {{activation}})]
            static partial class M;
            """,
            file);

        run.CompilerProblems.ShouldBeEmpty();
        string chosen = activation == "Activation.Softmax" ? "M.Kernels.g.cs" : "M.A.g.cs";
        Snapshot.MatchSources(run, hint => hint == chosen, method: method);
    }
}
