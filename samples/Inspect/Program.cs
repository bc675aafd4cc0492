using System.Globalization;
using Inspect;
using SparseCompile;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
float[] input = [1, 2, 3, 4, 5, 6, 7, 8];
float[] output = new float[Tiny.OutputLength];
Tiny.Infer(input, output);

Console.WriteLine($"input   {string.Join("  ", input)}");
Console.WriteLine($"output  {string.Join("  ", output)}");
Console.WriteLine();
foreach (SparseModelInfo info in new[] { Tiny.Info, TinyFromTables.Info })
{
    Console.WriteLine($"{info.Name}: {info.MacsExecuted} multiply-accumulates executed, {info.MacsSkipped} skipped");
    foreach (SparseLayerInfo layer in info.Layers)
    {
        Console.WriteLine($"  {layer.Name}: {layer.DeclaredInputs} -> {layer.DeclaredOutputs}, {layer.NonZeros} non-zeros, {layer.MacsExecuted} executed; {layer.Reason}");
    }
}

Console.WriteLine();
Console.WriteLine("The generated files are in samples/Inspect/generated; samples/Inspect/README.md walks through them.");
