using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Tensors;

/// <summary>All graphs of these tests, in one compilation.</summary>
internal static class TensorFleet
{
    private const string ImageFile = "tensors.dll";
    private const int Count = 16;
    private static readonly Lazy<Assembly> s_code = new(Load);

    /// <summary>The generated code, compiled when first asked for; a child process finds what its parent compiled.</summary>
    public static Assembly Code => s_code.Value;

    /// <summary>The graphs.</summary>
    public static IReadOnlyList<TensorCase> Cases { get; } = [.. NamedTensorGraphs.All, .. TensorSampler.Sample(Count)];

    /// <summary>Runs a graph's code.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="form">One of the forms; empty for what users call.</param>
    /// <param name="inputs">The inputs.</param>
    public static float[][] Run(TensorCase graph, string form, float[][] inputs)
    {
        float[][] outputs = [.. graph.OutputLengths.Select(length => new float[length])];
        Code.GetType(graph.Name, throwOnError: true)!.GetMethod("Run")!.CreateDelegate<Action<string, float[][], float[][]>>()(form, inputs, outputs);
        return outputs;
    }

    private static Assembly Load()
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(ChildProcess.Folder, "tensors")).FullName, ImageFile);
        if (!ChildProcess.IsChild)
        {
            Compile(path);
        }

        return new LoadedModels(File.ReadAllBytes(path), isCollectible: false).Assembly;
    }

    private static void Compile(string path)
    {
        using TemporaryFolder folder = new();
        WeightInput weights = new NpzBuilder().Add("unused.weight", [1], [1f]).Write(Path.GetDirectoryName(folder.PathOf("weights.npz"))!, "weights.npz");
        WeightFile file = WeightFile.Open(weights.Path, "weights.npz");
        CSharpCompilation compilation = GeneratorRun.Compile("");
        CSharpParseOptions options = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        compilation = compilation.AddSyntaxTrees(Cases.SelectMany(graph => graph.Sources(file)).Select(source => CSharpSyntaxTree.ParseText(source, options)));
        File.WriteAllBytes(path, LoadedModels.Compile(compilation));
    }
}
