using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace SparseCompile.Testing;

/// <summary>A compilation with generated code, loaded and ready to run.</summary>
public sealed class LoadedModels : IDisposable
{
    private readonly AssemblyLoadContext _context;

    /// <summary>Compiles and loads.</summary>
    /// <exception cref="InvalidOperationException">The compilation has errors or warnings.</exception>
    public LoadedModels(GeneratorRun run)
        : this(Compile(run))
    {
    }

    /// <summary>Loads what <see cref="Compile(Compilation)"/> made, in another process perhaps.</summary>
    /// <param name="image">The assembly's bytes.</param>
    /// <param name="isCollectible">Whether disposing unloads it; the JIT treats such code otherwise than an application's (no tiers).</param>
    public LoadedModels(byte[] image, bool isCollectible = true)
    {
        _context = new AssemblyLoadContext("generated", isCollectible);
        Assembly = _context.LoadFromStream(new MemoryStream(image));
    }

    /// <summary>The assembly's bytes.</summary>
    /// <exception cref="InvalidOperationException">The compilation has errors or warnings.</exception>
    public static byte[] Compile(GeneratorRun run) => Compile(run.Output);

    /// <summary>The assembly's bytes.</summary>
    /// <param name="compilation">Sources, the generated ones included.</param>
    /// <exception cref="InvalidOperationException">The compilation has errors or warnings.</exception>
    public static byte[] Compile(Compilation compilation)
    {
        // What GetDiagnostics would say, Emit says too: binding every method twice would double the time.
        using MemoryStream image = new();
        EmitResult emitted = compilation.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        IReadOnlyList<Diagnostic> problems = GeneratorRun.Problems(emitted.Diagnostics);
        if (problems.Count > 0 || !emitted.Success)
        {
            throw new InvalidOperationException("The generated code does not compile cleanly: " + string.Join("\n", problems.Take(10)));
        }

        return image.ToArray();
    }

    /// <summary>The loaded assembly.</summary>
    public Assembly Assembly { get; }

    /// <summary>A model's class.</summary>
    public LoadedModel this[string typeName] => new(Assembly.GetType(typeName, throwOnError: true)!, "");

    /// <summary>A matrix method of a class.</summary>
    public LoadedModel Matrix(string typeName, string method) => new(Assembly.GetType(typeName, throwOnError: true)!, method);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_context.IsCollectible)
        {
            _context.Unload();
        }
    }
}
