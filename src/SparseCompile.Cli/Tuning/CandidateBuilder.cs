using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Networks.Declarations;
using SparseCompile.Compiler.Planning.Choices;
using SparseCompile.Compiler.Weights;

namespace SparseCompile.Cli.Tuning;

/// <summary>Compiles a model with one kernel or another, as a build would, and loads the results into this process.</summary>
internal static class CandidateBuilder
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is string name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(SparseModelAttribute).Assembly.Location),
    ];

    /// <summary>One delegate for each set of choices. All are compiled at once: starting the C# compiler costs more than most of them.</summary>
    public static InferMethod[] Build(SparseDeclaration declaration, WeightFile file, IReadOnlyList<ModelChoices> candidates)
    {
        List<SyntaxTree> trees = [];
        for (int i = 0; i < candidates.Count; i++)
        {
            SparseDeclaration own = declaration with { Type = declaration.Type with { Namespace = Namespace(i), FullName = $"{Namespace(i)}.{declaration.Type.FullName}" } };
            trees.AddRange(ModelCompiler.Compile(own, file, candidates[i]).Files.Select(generated => CSharpSyntaxTree.ParseText(generated.Text)));
            if (own is MatrixDeclaration matrix)
            {
                trees.Add(CSharpSyntaxTree.ParseText(Definition(matrix)));
            }
        }

        CSharpCompilation compilation = CSharpCompilation.Create(
            "candidates", trees, References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        using MemoryStream image = new();
        EmitResult emitted = compilation.Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException("Generated code does not compile: " + emitted.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }

        // Not collectible: the JIT takes read-only fields for constants in code that stays, as in an application.
        Assembly assembly = new AssemblyLoadContext("candidates").LoadFromStream(new MemoryStream(image.ToArray()));
        string method = declaration is MatrixDeclaration { Method: string name } ? name : "Infer";
        return [.. Enumerable.Range(0, candidates.Count).Select(i => Method(assembly, Namespace(i), declaration.Type.Name, method))];
    }

    private static string Namespace(int candidate) => "Candidate" + candidate.ToString(CultureInfo.InvariantCulture);

    /// <summary>The user's part of a matrix's declaration.</summary>
    private static string Definition(MatrixDeclaration matrix)
    {
        IReadOnlyCollection<string> headers = [.. matrix.Type.Headers];
        return $"namespace {matrix.Type.Namespace};\n{string.Concat(headers.Select(header => header + " {\n"))}{matrix.Signature};\n{new string('}', headers.Count)}\n";
    }

    private static InferMethod Method(Assembly assembly, string space, string type, string method) => assembly.GetTypes()
        .Where(candidate => candidate.Name == type && (candidate.Namespace == space || candidate.FullName!.StartsWith(space + ".", StringComparison.Ordinal)))
        .Select(candidate => candidate.GetMethod(
            method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(ReadOnlySpan<float>), typeof(Span<float>)]))
        .First(candidate => candidate is not null)!
        .CreateDelegate<InferMethod>();
}
