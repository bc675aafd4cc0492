using SparseCompile.Compiler.Networks;

namespace SparseCompile.Compiler.CSharp.Dialects;

/// <summary>How the lane machine's operations are written for one vector width.</summary>
internal abstract class LaneDialect
{
    /// <summary>The dialect of a width of 16, 8, 4 or 1.</summary>
    public static LaneDialect Of(int width) => width switch
    {
        16 => new Vector512Dialect(),
        8 => new Vector256Dialect(),
        4 => new Vector128Dialect(),
        _ => new ScalarDialect(),
    };

    /// <summary>Type of a register.</summary>
    public abstract string RegisterType { get; }

    /// <summary>Struct of the run-time library that wraps a register for the activations.</summary>
    public abstract string LanesType { get; }

    /// <summary>All lanes zero.</summary>
    public abstract string Zero { get; }

    /// <summary>Loads from a pointer.</summary>
    public abstract string Load(string pointer);

    /// <summary>The value at a pointer on all lanes.</summary>
    public abstract string Broadcast(string value);

    /// <summary>left right + addend.</summary>
    public abstract string MultiplyAdd(string left, string right, string addend);

    /// <summary>One value for each lane.</summary>
    public abstract string Create(IReadOnlyList<string> values);

    /// <summary>Stores all lanes.</summary>
    public abstract string Store(string pointer, string register);

    /// <summary>Loads the first lanes; zero on the others.</summary>
    public virtual string LoadFirst(string pointer, int count) => Load(pointer);

    /// <summary>Stores the first lanes.</summary>
    public virtual string StoreFirst(string pointer, string register, int count) => Store(pointer, register);

    /// <summary>Looks up in two registers.</summary>
    public virtual string Lookup(string first, string indices, string second) => throw new NotSupportedException();

    /// <summary>ReLU as one instruction where its NaN and zero rules are known, else as the run-time library's function.</summary>
    protected virtual string? Relu(string register) => null;

    /// <summary>An activation.</summary>
    public string Activate(string register, ActivationFunction function)
    {
        string lanes = $"new {LanesType}({register})";
        return function.Kind switch
        {
            ActivationKind.Relu => Relu(register) ?? $"LaneMath.Relu({lanes}).Value",
            ActivationKind.LeakyRelu => $"LaneMath.LeakyRelu({lanes}, {Literals.Float(function.Alpha)}).Value",
            ActivationKind.Clip => $"LaneMath.Clip({lanes}, {Literals.Float(function.Low)}, {Literals.Float(function.High)}).Value",
            ActivationKind.Relu6 => $"LaneMath.Clip({lanes}, 0f, 6f).Value",
            ActivationKind.None or ActivationKind.Softmax => register,
            _ => $"LaneMath.{function.Kind}({lanes}).Value",
        };
    }
}
