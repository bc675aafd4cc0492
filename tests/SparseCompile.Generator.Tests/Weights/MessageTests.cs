using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Weights;

/// <summary>Words of files in messages: on one line, quoted, and short.</summary>
public sealed class MessageTests : StoredWeightsTest
{
    private static readonly string Name = "w\n{0}\terror CS9999: fake\u202e\u2028" + new string('x', 5000);

    /// <summary>Files whose words reach messages, and the models that ask for them.</summary>
    public static TheoryData<string, byte[]> Files => new()
    {
        { """[Linear("w")]""", new NpzMembers().AddRaw(Name + ".npy", [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x58]).ToBytes() },
        { """[Linear("fc1")]""", new NpzMembers().Floats(Name, [3, 4], Matrix).ToBytes() },
        { """[Linear("fc1")]""", new NpzMembers().Add("fc1.weight", Name.Replace('\n', ' '), [3, 4], new byte[48]).ToBytes() },
        { """[Linear("fc1")]""", new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).Floats(Name, [3], 1, 2, 3).ToBytes() },
        { """[Linear("fc1")]""", new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).Floats("fc1." + Name + ".bias", [3], 1, 2, 3).ToBytes() },
        { """[Linear("fc1")]""", new NpzMembers().AddRaw("fc1.weight.npy", WeightBytes.Npy("<f4", "(" + string.Concat(Enumerable.Repeat("1,", 20_000)) + ")", new byte[4])).ToBytes() },
        { """[Linear("fc1")]""", new NpzMembers().Floats("fc1.weight", [.. Enumerable.Repeat(1, 3000)], 1).ToBytes() },
        { """[Linear("fc1")]""", new NpzMembers().Floats("fc1.weight_orig", [3, 4], Matrix).Floats("fc1.weight_mask", [.. Enumerable.Repeat(1, 3000)], 1).ToBytes() },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Messages_are_short_and_on_one_line(string layers, byte[] file)
    {
        GeneratorRun run = Run("[SparseModel(\"weights/m.npz\")]\n" + layers, ("m.npz", file));
        run.Result.Diagnostics.ShouldNotBeEmpty();
        foreach (Diagnostic diagnostic in run.Result.Diagnostics)
        {
            string message = diagnostic.GetMessage();
            message.Length.ShouldBeLessThan(1000, diagnostic.Id);
            message.ShouldAllBe(c => c >= ' ' && c != '\x7f' && c != '\u202e' && c != '\u2028', diagnostic.Id);
        }
    }

    [Fact]
    public void The_reason_stands_behind_the_name_of_a_member() =>
        ShouldSay(
            Run("[SparseModel(\"weights/m.npz\"), Linear(\"w\", Weight = \"w\\n{0}\\terror CS9999: fake\")]", ("m.npz", new NpzMembers().AddRaw("w\n{0}\terror CS9999: fake.npy", [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x58]).ToBytes())),
            "SPARSE0003",
            DiagnosticSeverity.Error).ShouldContain(@"tensor 'w\x0a{0}\x09error CS9999: fake', is malformed: found");

    [Theory]
    [InlineData("(1, 1, 1, 1, 1, 1, 1, 1, 1, 2)", "[1, 1, 1, 1, 1, 1, 1, 1, ...]")]
    public void A_long_shape_is_cut(string shape, string written) =>
        ShouldSay(RunLayer(new NpzMembers().AddRaw("fc1.weight.npy", WeightBytes.Npy("<f4", shape, new byte[4]))), "SPARSE0003", DiagnosticSeverity.Error).ShouldContain(written);
}
