using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Compiler.Graphs.Operators;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Dialects;

/// <summary>How the lane machine's operations are written for one vector width.</summary>
internal abstract class LaneDialect
{
    /// <summary>The dialect of a width of 16, 8, 4 or 1.</summary>
    /// <param name="width">Lanes.</param>
    /// <param name="isSoftware">There is no FMA hardware.</param>
    public static LaneDialect Of(int width, bool isSoftware) => width switch
    {
        4 when isSoftware => new SoftwareDialect(),
        16 => new Vector512Dialect(),
        8 => new Vector256Dialect(),
        4 => new Vector128Dialect(),
        _ => new ScalarDialect(),
    };

    /// <summary>Lanes of a register.</summary>
    public abstract int Lanes { get; }

    /// <summary>Columns of sparse activations add to four sums by vectors: without FMA hardware, one in software costs more than taking four apart.</summary>
    public virtual bool HasVectorColumns => false;

    /// <summary>Type of a register.</summary>
    public abstract string RegisterType { get; }

    /// <summary>All lanes zero.</summary>
    public abstract string Zero { get; }

    /// <summary>Loads from a pointer.</summary>
    public abstract string Load(string pointer);

    /// <summary>The value at a pointer on all lanes.</summary>
    public abstract string Broadcast(string value);

    /// <summary>left right + addend.</summary>
    public abstract string MultiplyAdd(string left, string right, string addend);

    /// <summary>left right + addend, the product being a float.</summary>
    public virtual string MultiplyAddExact(string left, string right, string addend) => MultiplyAdd(left, right, addend);

    /// <summary>left + right.</summary>
    public string Add(string left, string right) => $"{left} + {right}";

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

    /// <summary>One value for each equal share of the lanes.</summary>
    public virtual string Shared(IReadOnlyList<string> values) => values.Count == 1 ? Broadcast(values[0]) : throw new NotSupportedException();

    /// <summary>Four consecutive values for each four lanes.</summary>
    public virtual string Quads(IReadOnlyList<string> pointers) => throw new NotSupportedException();

    /// <summary>One of each four lanes on all four.</summary>
    public virtual string PickOfQuad(string register, int which) => throw new NotSupportedException();

    /// <summary>left right + addend where left is not zero, else the addend.</summary>
    public virtual string MaskedMultiplyAdd(string left, string right, string addend)
    {
        string vector = RegisterType.Substring(0, RegisterType.IndexOf('<'));
        return $"{vector}.ConditionalSelect({vector}.Equals({left}, {Zero}), {addend}, {MultiplyAdd(left, right, addend)})";
    }

    /// <summary>weight x + addend of single values.</summary>
    public virtual string MultiplyAddOne(string weight, string x, string addend) => $"{MathF}.FusedMultiplyAdd({weight}, {x}, {addend})";

    /// <summary>Type of a register of indices.</summary>
    public virtual string IndexType => throw new NotSupportedException();

    /// <summary>Loads 64 bytes of packed indices.</summary>
    public virtual string LoadIndices(string pointer) => throw new NotSupportedException();

    /// <summary>Loads a register of 32-bit integers.</summary>
    public virtual string LoadIntegers(string pointer) => throw new NotSupportedException();

    /// <summary>Loads a byte for each lane.</summary>
    public virtual string WidenIndices(string pointer, bool isSigned) => throw new NotSupportedException();

    /// <summary>The packed indices of a group, in the lowest bits of every lane.</summary>
    public virtual string RotateIndices(string packed, int group) => throw new NotSupportedException();

    /// <summary>The lanes whose value is in the second pair of registers.</summary>
    public virtual string IsHigh(Lookup lookup, string index) => throw new NotSupportedException();

    /// <summary>Lane by lane, one value or the other.</summary>
    public virtual string Select(string condition, string whenTrue, string whenFalse) => throw new NotSupportedException();

    /// <summary>Changes the sign of lanes whose index says so.</summary>
    public virtual string FlipSign(string register, string index) => throw new NotSupportedException();

    /// <summary>Keeps the lanes of a mask.</summary>
    public virtual string And(string register, string mask) => throw new NotSupportedException();

    /// <summary>register + 0, which the JIT must not take for the register: -0 becomes +0.</summary>
    public string AddZero(string register) => Add(register, Zero);

    /// <summary>ReLU, as one instruction where its NaN and zero rules are known.</summary>
    protected virtual string Relu(string register) => SelectLess(register, Zero, Zero, register);

    /// <summary>On each lane, left below right ? whenTrue : whenFalse; false where either is NaN.</summary>
    /// <remarks>Instructions of the vector types themselves: the JIT inlines only so many calls into a method, and an unrolled one may end in hundreds of activations.</remarks>
    protected virtual string SelectLess(string left, string right, string whenTrue, string whenFalse)
    {
        string vector = RegisterType.Substring(0, RegisterType.IndexOf('<'));
        return $"{vector}.ConditionalSelect({vector}.LessThan({left}, {right}), {whenTrue}, {whenFalse})";
    }

    /// <summary>An activation: expressions to be assigned to the register one after the other.</summary>
    public IEnumerable<string> Activate(string register, ActivationFunction function) => function.Kind switch
    {
        ActivationKind.None or ActivationKind.Softmax => [],
        ActivationKind.Relu => [Relu(register)],
        ActivationKind.LeakyRelu => [SelectLess(register, Zero, $"{register} * {Broadcast(Literals.Float(function.Alpha))}", register)],
        ActivationKind.Clip => Clip(register, function.Low, function.High),
        ActivationKind.Relu6 => Clip(register, 0, 6),

        // Too long to be spelled out for every register: LaneActivation says why.
        _ => [$"{LaneActivation}.{function.Kind}({register})"],
    };

    private string[] Clip(string register, float low, float high)
    {
        string lower = Broadcast(Literals.Float(low));
        string upper = Broadcast(Literals.Float(high));
        return [SelectLess(register, lower, lower, register), SelectLess(upper, register, upper, register)];
    }
}
