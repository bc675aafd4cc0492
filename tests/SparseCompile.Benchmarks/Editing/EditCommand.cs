using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SparseCompile.Generator;

namespace SparseCompile.Benchmarks.Editing;

/// <summary>Measures what an edit elsewhere costs in the generator, with a weight file of 100 MB: weights must not be read again.</summary>
internal static class EditCommand
{
    private const int Extent = 5_120;
    private const int Edits = 40;

    private const string Source = """
        using SparseCompile;
        [SparseModel("large.npy")]
        [Linear("large", Weight = "large")]
        public static partial class Large;
        """;

    /// <summary>Prints the time of the first run, and of runs after an edit to another file.</summary>
    public static int Run()
    {
        string folder = Directory.CreateTempSubdirectory("sparsecompile-edits").FullName;
        try
        {
            string path = Path.Combine(folder, "large.npy");
            WriteWeights(path);
            CSharpParseOptions options = new(LanguageVersion.Preview);
            CSharpCompilation compilation = CSharpCompilation.Create(
                "Edits",
                [CSharpSyntaxTree.ParseText(Source, options, "Models.cs"), CSharpSyntaxTree.ParseText(Other(0), options, "Other.cs")],
                References(),
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

            // As editors run it: without the kernels.
            GeneratorDriver driver = CSharpGeneratorDriver.Create(
                [new SparseCompileGenerator().AsSourceGenerator()],
                [new ListText($"list\n-\tlarge.npy\t{path}\n")],
                options,
                driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.Implementation));
            long start = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(compilation);
            TimeSpan first = Stopwatch.GetElapsedTime(start);
            GeneratorRunResult result = driver.GetRunResult().Results[0];
            if (result.GeneratedSources.Length == 0 || result.Exception is not null)
            {
                Console.Error.WriteLine($"Nothing was generated: {string.Join("; ", result.Diagnostics)}");
                return 1;
            }

            Console.WriteLine($"{new FileInfo(path).Length / 1e6:0} MB of weights; first run {first.TotalMilliseconds:0} ms");
            Report(Measure(ref driver, compilation, options));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double[] Measure(ref GeneratorDriver driver, CSharpCompilation compilation, CSharpParseOptions options)
    {
        double[] times = new double[Edits];
        for (int edit = 0; edit < Edits; edit++)
        {
            SyntaxTree before = compilation.SyntaxTrees[1];
            compilation = compilation.ReplaceSyntaxTree(before, CSharpSyntaxTree.ParseText(Other(edit + 1), options, "Other.cs"));
            long start = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(compilation);
            times[edit] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }

    private static void Report(double[] times)
    {
        // The first edits compile the driver's own code.
        double[] sorted = [.. times.Skip(times.Length / 4).Order()];
        Console.WriteLine($"an edit elsewhere: median {sorted[sorted.Length / 2]:0.00} ms, slowest {sorted[^1]:0.00} ms of {sorted.Length}");
    }

    private static void WriteWeights(string path)
    {
        using FileStream file = File.Create(path);
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({Extent}, {Extent}), }}".PadRight(117) + "\n";
        file.Write([0x93, .. "NUMPY"u8, 1, 0, 118, 0]);
        file.Write(System.Text.Encoding.ASCII.GetBytes(header));
        Random random = new(2026);
        float[] row = new float[Extent];
        for (int i = 0; i < Extent; i++)
        {
            for (int k = 0; k < Extent; k++)
            {
                row[k] = random.Next(100) == 0 ? random.NextSingle() - 0.5f : 0;
            }

            file.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(row));
        }
    }

    private static string Other(int edit) => $"internal static class Other {{ internal static int Edit() => {edit}; }}";

    private static IEnumerable<MetadataReference> References() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(SparseModelAttribute).Assembly.Location),
    ];

    private sealed class ListText(string text) : AdditionalText
    {
        public override string Path => "SparseCompile.weights";

        public override SourceText? GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
