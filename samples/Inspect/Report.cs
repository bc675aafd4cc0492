using SparseCompile;

namespace Inspect;

/// <summary>What the program prints: one inference term by term, the figures of both models, and where the generated files are.</summary>
public static class Report
{
    /// <summary>The input of the example.</summary>
    public static IReadOnlyList<float> Input { get; } = [1, 2, 3, 4, 5, 6, 7, 8];

    /// <summary>Writes it.</summary>
    /// <param name="output">Where to.</param>
    public static void Write(TextWriter output)
    {
        float[] input = [.. Input];
        float[] results = new float[Tiny.OutputLength];
        Tiny.Infer(input, results);

        float[] hidden = SpelledOut.Hidden(input);
        output.WriteLine($"input     {string.Join("  ", input)}");
        output.WriteLine();
        Describe(output, "hidden", SpelledOut.HiddenRows, input, hidden, " -> relu");
        Describe(output, "output", SpelledOut.OutputRows, hidden, SpelledOut.Infer(input), "");
        output.WriteLine();
        output.WriteLine($"Infer     {string.Join("  ", results)}");
        output.WriteLine();
        foreach (SparseModelInfo info in new[] { Tiny.Info, TinyFromTables.Info })
        {
            output.WriteLine($"{info.Name}: {info.MacsExecuted} multiply-accumulates executed, {info.MacsSkipped} skipped");
            foreach (SparseLayerInfo layer in info.Layers)
            {
                output.WriteLine($"  {layer.Name}: {layer.DeclaredInputs} -> {layer.DeclaredOutputs}, {layer.NonZeros} non-zeros, {layer.MacsExecuted} executed; {layer.Reason}");
            }
        }

        output.WriteLine();
        output.WriteLine("The generated files are in samples/Inspect/generated; samples/Inspect/README.md walks through them.");
    }

    private static void Describe(TextWriter output, string what, IReadOnlyList<SpelledOutRow> rows, float[] inputs, float[] results, string activation)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            output.WriteLine($"{what} {i}  {rows[i].Describe(inputs)}{activation} = {results[i]}");
        }
    }
}
