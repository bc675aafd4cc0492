using SparseCompile.Compiler.CSharp.Dialects;

namespace SparseCompile.Compiler.CSharp.Kernels;

/// <summary>The variables of a kernel as it is printed: declared where they are first assigned in a scope.</summary>
internal sealed class KernelBody(SourceWriter writer, LaneDialect dialect)
{
    private readonly Stack<HashSet<string>> _scopes = new();

    /// <summary>Begins a scope, which ends where the result is disposed of.</summary>
    public IDisposable OpenScope()
    {
        _scopes.Push([]);
        return new Scope(_scopes);
    }

    /// <summary>Assigns a register.</summary>
    public void Assign(int register, string expression) => Declare(Name(register), dialect.RegisterType, expression);

    /// <summary>Assigns a variable, with its type where it is new.</summary>
    public void Declare(string name, string type, string expression)
    {
        bool isKnown = _scopes.Any(scope => scope.Contains(name));
        if (!isKnown)
        {
            _scopes.Peek().Add(name);
        }

        writer.Line($"{(isKnown ? "" : type + " ")}{name} = {expression};");
    }

    /// <summary>The name of a register.</summary>
    public static string Name(int register) => "r" + Literals.Integer(register);

    /// <summary>A pointer moved by some elements.</summary>
    public static string At(string pointer, int offset) => offset == 0 ? pointer : $"{pointer} + {Literals.Integer(offset)}";

    private sealed class Scope(Stack<HashSet<string>> scopes) : IDisposable
    {
        public void Dispose() => scopes.Pop();
    }
}
