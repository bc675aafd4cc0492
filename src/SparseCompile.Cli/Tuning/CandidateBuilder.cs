using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Tuning;

/// <summary>Compiles a model with one kernel or another, as a build would, and loads the results into this process.</summary>
internal static class CandidateBuilder
{
    /// <summary>One delegate for each set of choices. Several inputs or outputs are one after the other, as <see cref="FlatSignature"/> has them.</summary>
    public static InferMethod[] Build(SparseDeclaration declaration, WeightFile file, IReadOnlyList<PlanInputs> candidates)
    {
        FlatSignature? flat = declaration is ModelDeclaration && ModelCompiler.Import(declaration, file, []) is { } graph ? FlatSignature.Of(graph) : null;
        string method = declaration is MatrixDeclaration { Method: string name } ? name : flat is { IsPlain: false } ? FlatSignature.Method : "Infer";
        return [.. Load(declaration, file, candidates, flat).Select(type => Method(type, method).CreateDelegate<InferMethod>())];
    }

    /// <summary>A method of a compiled class that takes spans of inputs and outputs.</summary>
    public static MethodInfo Method(Type type, string name) =>
        type.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(ReadOnlySpan<float>), typeof(Span<float>)])
            ?? throw new InvalidOperationException($"{type} has no method {name}.");

    /// <summary>One class for each set of choices. All are compiled at once: starting the C# compiler costs more than most of them.</summary>
    /// <param name="declaration">The model.</param>
    /// <param name="file">Its weights.</param>
    /// <param name="candidates">The sets of choices.</param>
    /// <param name="flat">Its inputs and outputs; null where they do not matter.</param>
    public static Type[] Load(SparseDeclaration declaration, WeightFile file, IReadOnlyList<PlanInputs> candidates, FlatSignature? flat = null)
    {
        List<SyntaxTree> trees = [];
        for (int i = 0; i < candidates.Count; i++)
        {
            SparseDeclaration own = declaration with { Type = declaration.Type with { Namespace = Namespace(i), FullName = $"{Namespace(i)}.{declaration.Type.FullName}" } };
            trees.AddRange(ModelCompiler.Compile(own, file, Renamed(candidates[i], declaration, own)).Files.Select(generated => CSharpSyntaxTree.ParseText(generated.Text)));
            if (own is MatrixDeclaration matrix)
            {
                trees.Add(CSharpSyntaxTree.ParseText(Definition(matrix)));
            }
            else if (flat is { IsPlain: false })
            {
                trees.Add(CSharpSyntaxTree.ParseText(flat.Source((ModelDeclaration)own)));
            }
        }

        CSharpCompilation compilation = CSharpCompilation.Create(
            "candidates", trees, RuntimeReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        using MemoryStream image = new();
        EmitResult emitted = compilation.Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException("Generated code does not compile: " + emitted.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }

        // Not collectible: the JIT takes read-only fields for constants in code that stays, as in an application.
        Assembly assembly = new AssemblyLoadContext("candidates").LoadFromStream(new MemoryStream(image.ToArray()));
        return [.. Enumerable.Range(0, candidates.Count).Select(i => Find(assembly, Namespace(i), declaration.Type))];
    }

    /// <summary>The trace is the model's own, under the name that it is compiled by here.</summary>
    private static PlanInputs Renamed(PlanInputs inputs, SparseDeclaration declared, SparseDeclaration own) => inputs.Trace is not { } trace ? inputs : inputs with
    {
        Trace = trace with { Models = trace.Models.Where(model => model.Model == declared.FullName).Select(model => model with { Model = own.FullName }).ToEquatableArray() },
    };

    private static string Namespace(int candidate) => "Candidate" + candidate.ToString(CultureInfo.InvariantCulture);

    /// <summary>The user's part of a matrix's declaration.</summary>
    private static string Definition(MatrixDeclaration matrix)
    {
        IReadOnlyCollection<string> headers = [.. matrix.Type.Headers];
        return $"namespace {matrix.Type.Namespace};\n{string.Concat(headers.Select(header => header + " {\n"))}{matrix.Signature};\n{new string('}', headers.Count)}\n";
    }

    /// <summary>The class is found by its name as the runtime has it: nested ones follow a plus sign.</summary>
    private static Type Find(Assembly assembly, string space, TypeDeclaration declared) => assembly.GetTypes()
        .Where(type => type.FullName!.StartsWith(space + ".", StringComparison.Ordinal) && type.Name == declared.Name)
        .OrderBy(type => type.FullName!.Length)
        .First();
}
