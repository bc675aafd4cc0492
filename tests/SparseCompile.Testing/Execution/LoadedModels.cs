using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace SparseCompile.Testing;

/// <summary>A compilation with generated code, loaded and ready to run.</summary>
public sealed class LoadedModels : IDisposable
{
    private readonly AssemblyLoadContext _context = new("generated", isCollectible: true);

    /// <summary>Compiles and loads.</summary>
    /// <exception cref="InvalidOperationException">The compilation has errors or warnings.</exception>
    public LoadedModels(GeneratorRun run)
    {
        IReadOnlyList<Diagnostic> problems = run.CompilerProblems;
        if (problems.Count > 0)
        {
            throw new InvalidOperationException("The generated code does not compile cleanly: " + string.Join("\n", problems.Take(10)));
        }

        using MemoryStream image = new();
        EmitResult emitted = run.Output.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        if (!emitted.Success)
        {
            throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error).Take(10)));
        }

        image.Position = 0;
        Assembly = _context.LoadFromStream(image);
    }

    /// <summary>The loaded assembly.</summary>
    public Assembly Assembly { get; }

    /// <summary>A model's class.</summary>
    public LoadedModel this[string typeName] => new(Assembly.GetType(typeName, throwOnError: true)!, "");

    /// <summary>A matrix method of a class.</summary>
    public LoadedModel Matrix(string typeName, string method) => new(Assembly.GetType(typeName, throwOnError: true)!, method);

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();
}
