using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Generator.Tests.Support;
using SparseCompile.Runtime;
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

        PackedText text = new(run, "M.Fc");
        text.Argument("values").ShouldBe(0, "the values are too many to be listed");
        int nonZeros = text.Argument("nonZeros");
        int positions = text.Argument("positions");
        Integers(text.Section(text.Argument("lengthBytes"))).Length.ShouldBe(positions + nonZeros);
        nonZeros.ShouldBe(Weights(200, 400).Length);
        Bits(Floats(text.Section(4 * nonZeros))).Order().SequenceEqual(Bits(Weights(200, 400)).Order()).ShouldBeTrue();
        Bits(Floats(text.Section(4 * positions))).ShouldBe(Bits(Biases(200)), ignoreOrder: true);
        text.IsAtEnd.ShouldBeTrue();
    }

    [Fact]
    public void A_table_of_a_megabyte_is_text_in_many_files_that_no_code_loads()
    {
        GeneratorRun run = Run(700, 500, "None");

        PackedText text = new(run, "M.Fc");
        text.Parts.ShouldBeGreaterThan(2);
        run.Sources["M.Fc.g.cs"].ShouldContain("PackedTable.Read(\n                typeof(Text), ");
        text.Section(text.Argument("lengthBytes"));
        Bits(Floats(text.Section(4 * text.Argument("nonZeros")))).Order().SequenceEqual(Bits(Weights(500, 700)).Order()).ShouldBeTrue();
    }

    [Fact]
    public void Text_that_was_changed_is_not_taken_for_a_table()
    {
        GeneratorRun run = Run(400, 200, "None");
        PackedText text = new(run, "M.Fc");

        foreach (string changed in new[] { text.Text[..^9], text.Text.Replace(text.Text[200], 'x'), text.Text.Replace(text.Text[200], '\uFFFF') })
        {
            Should.Throw<InvalidDataException>(() => Read(text, changed)).Message.ShouldBe("A generated table is not what the compiler wrote. Was the generated source edited?");
        }

        Read(text, text.Text.ReplaceLineEndings("\r\n")).Rows.Weights.Length.ShouldBe(text.Argument("nonZeros"), "lines may end as they like");
    }

    [Fact]
    public void A_table_of_few_values_lists_them_and_numbers_the_weights()
    {
        float[] weights = [.. Enumerable.Range(0, 200 * 400).Select(i => i % 7 is 1 or 4 ? 0f : Awkward[i / 400 * i % 16])];
        WeightInput file = new NpzBuilder().Add("fc.weight", [200, 400], weights).Write(Folder, "a.npz");

        PackedText text = new(GeneratorRun.Of(Definition("None"), file), "M.Fc");

        int nonZeros = text.Argument("nonZeros");
        text.Section(text.Argument("lengthBytes"));
        float[] values = Floats(text.Section(4 * text.Argument("values")));
        byte[] codes = text.Section((nonZeros + 1) / 2);
        Bits(Enumerable.Range(0, nonZeros).Select(i => values[(codes[i / 2] >> (i % 2 * 4)) & 15])).Order()
            .SequenceEqual(Bits(weights.Where(weight => weight != 0f)).Order()).ShouldBeTrue();
        text.IsAtEnd.ShouldBeTrue();
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

    private static LayerTables Read(PackedText layer, string text) =>
        PackedTable.Read([text], layer.Argument("positions"), layer.Argument("nonZeros"), layer.Argument("lengthBytes"), layer.Argument("values"), hasBias: true);

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

    /// <summary>LEB128.</summary>
    private static int[] Integers(byte[] bytes)
    {
        List<int> integers = [];
        int value = 0;
        int shift = 0;
        foreach (byte next in bytes)
        {
            value |= (next & 0x7F) << shift;
            shift += 7;
            if (next < 0x80)
            {
                integers.Add(value);
                (value, shift) = (0, 0);
            }
        }

        return [.. integers];
    }
}
