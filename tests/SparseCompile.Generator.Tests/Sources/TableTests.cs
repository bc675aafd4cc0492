using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Sources;

/// <summary>Tables in generated source hold the bits of the weight file, however they are written.</summary>
public sealed class TableTests : GeneratorTest
{
    private static readonly float[] Awkward =
    [
        1f / 3f, float.Epsilon, -float.Epsilon, 1.17549421e-38f, 1.17549435e-38f, -float.MaxValue, float.MaxValue, 16_777_217f, 0.1f, -1e-7f, 9.99999979e-5f, 1e22f,
        MathF.PI, -MathF.E, 8.5899346e9f, 3.4e-45f, 5.877472e-39f,
    ];

    [Fact]
    public void A_fused_network_holds_every_weight_and_bias_once()
    {
        GeneratorRun run = Run(Awkward.Length, 2, "Auto");

        run.Sources.Keys.ShouldContain("M.Network.g.cs");
        Literals(run.Sources["M.Network.g.cs"], "Lanes16TableWeights").ShouldBe(Bits(Weights(2, Awkward.Length)), ignoreOrder: true);
        Literals(run.Sources["M.Network.g.cs"], "Lanes16TableBias").ShouldBe(Bits([.. Biases(2), .. new float[14]]), ignoreOrder: true);
    }

    [Fact]
    public void An_unrolled_layer_holds_every_weight_and_bias_once()
    {
        GeneratorRun run = Run(400, 20, "Full");

        string[] parts = [.. run.Sources.Where(source => source.Key.StartsWith("M.Fc.Lanes16Part", StringComparison.Ordinal)).Select(source => source.Value)];
        parts.ShouldNotBeEmpty();
        parts.SelectMany(part => Literals(part, "Weights")).ShouldBe(Bits(Weights(20, 400)), ignoreOrder: true);
        parts.SelectMany(part => Literals(part, "Bias")).Where(bits => bits != 0).ShouldBe(Bits(Biases(20)).Where(bits => bits != 0), ignoreOrder: true);
    }

    [Fact]
    public void A_table_written_as_text_holds_every_weight_and_bias_once()
    {
        GeneratorRun run = Run(400, 200, "None");

        byte[] bytes = PackedBytes(run);
        int place = 0;
        int positions = Integer(bytes, ref place);
        int nonZeros = Integer(bytes, ref place);
        Integer(bytes, ref place).ShouldBe(0, "the values are too many to be listed");
        for (int i = 0; i < positions + nonZeros; i++)
        {
            Integer(bytes, ref place);
        }

        float[] values = Floats(bytes[place..]);
        nonZeros.ShouldBe(Weights(200, 400).Length);
        Bits(values[..nonZeros]).ShouldBe(Bits(Weights(200, 400)), ignoreOrder: true);
        Bits(values[nonZeros..]).ShouldBe(Bits(Biases(200)), ignoreOrder: true);
        values.Length.ShouldBe(nonZeros + positions);
    }

    [Fact]
    public void A_table_of_few_values_lists_them_and_numbers_the_weights()
    {
        float[] weights = [.. Enumerable.Range(0, 200 * 400).Select(i => i % 7 is 1 or 4 ? 0f : Awkward[i / 400 * i % 16])];
        WeightInput file = new NpzBuilder().Add("fc.weight", [200, 400], weights).Write(Folder, "a.npz");

        byte[] bytes = PackedBytes(GeneratorRun.Of(Definition("None"), file));

        int place = 0;
        int positions = Integer(bytes, ref place);
        int nonZeros = Integer(bytes, ref place);
        int count = Integer(bytes, ref place);
        for (int i = 0; i < positions + nonZeros; i++)
        {
            Integer(bytes, ref place);
        }

        float[] values = Floats(bytes[place..(place + (4 * count))]);
        byte[] codes = bytes[(place + (4 * count))..];
        codes.Length.ShouldBe((nonZeros + 1) / 2);
        Bits(Enumerable.Range(0, nonZeros).Select(i => values[(codes[i / 2] >> (i % 2 * 4)) & 15])).ShouldBe(Bits(weights.Where(weight => weight != 0f)), ignoreOrder: true);
    }

    [Fact]
    public void Parameters_of_activations_are_the_bits_that_were_given()
    {
        WeightInput file = new NpzBuilder().Add("fc.weight", [1, 1], 2).Write(Folder, "a.npz");

        GeneratorRun run = GeneratorRun.Of(
            """
            using SparseCompile;
            [SparseModel("a.npz"), Linear("fc", Activation = Activation.Clip, Low = -1e-45f, High = 0.333333343f)]
            static partial class M;
            """,
            file);

        IEnumerable<float> literals = CSharpSyntaxTree.ParseText(run.Sources["M.Network.g.cs"]).GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>()
            .Select(literal => literal.Token.Value).OfType<float>();
        literals.ShouldContain(float.Epsilon);
        literals.ShouldContain(1f / 3f);
    }

    private GeneratorRun Run(int inputs, int outputs, string unrolling)
    {
        WeightInput file = new NpzBuilder().Add("fc.weight", [outputs, inputs], Dense(outputs, inputs)).Add("fc.bias", [outputs], Biases(outputs)).Write(Folder, "a.npz");
        return GeneratorRun.Of(Definition(unrolling), file);
    }

    private static string Definition(string unrolling) => $"using SparseCompile;\n[SparseModel(\"a.npz\", Unrolling = Unrolling.{unrolling}), Linear(\"fc\")]\nstatic partial class M;";

    private static byte[] PackedBytes(GeneratorRun run)
    {
        string layer = run.Sources["M.Fc.g.cs"];
        layer.ShouldContain("table.Append(Part0);");
        string text = layer.Split("Part0 => \"\"\"\n")[1].Split("\n\"\"\"u8")[0];
        return Convert.FromBase64String(text.Replace("\n", "", StringComparison.Ordinal));
    }

    private static float[] Floats(byte[] bytes) => [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BitConverter.ToSingle(bytes, 4 * i))];

    // Every weight is another: an awkward one, or its neighbour so many bits away, towards the middle of the range.
    private static float[] Dense(int outputs, int inputs) => [.. Enumerable.Range(0, outputs * inputs).Select(i => i % 7 is 1 or 4 ? 0f : Neighbour(Awkward[i % Awkward.Length], i / Awkward.Length))];

    private static float Neighbour(float value, int away) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) + (Math.Abs(value) < 1 ? away : -away));

    private static float[] Weights(int outputs, int inputs) => [.. Dense(outputs, inputs).Where(weight => weight != 0f)];

    private static float[] Biases(int outputs) => [.. Enumerable.Range(0, outputs).Select(i => Awkward[i % Awkward.Length])];

    private static IEnumerable<int> Bits(IEnumerable<float> values) => values.Select(BitConverter.SingleToInt32Bits);

    /// <summary>The floats of the arrays whose names end so, as Roslyn reads them.</summary>
    private static IEnumerable<int> Literals(string source, string ending) => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes()
        .OfType<PropertyDeclarationSyntax>()
        .Where(property => property.Identifier.Text.EndsWith(ending, StringComparison.Ordinal))
        .SelectMany(property => property.ExpressionBody!.DescendantNodes().OfType<ExpressionElementSyntax>())
        .Select(element => element.Expression is PrefixUnaryExpressionSyntax minus ? -Value(minus.Operand) : Value(element.Expression))
        .Select(BitConverter.SingleToInt32Bits);

    private static float Value(ExpressionSyntax expression) => (float)((LiteralExpressionSyntax)expression).Token.Value!;

    private static int Integer(byte[] bytes, ref int place)
    {
        int value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[place++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
