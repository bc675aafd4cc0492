using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using static SparseCompile.Compiler.Importers.Onnx.Operators.Formula;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Functions of one value: those that layers end in, and the others.</summary>
internal static class ActivationOperators
{
    private const double SeluAlpha = 1.67326319217681884765625, SeluGamma = 1.05070102214813232421875;

    /// <summary>The functions that kernels have as an epilogue.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> Epilogues { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["Relu"] = node => Activate(node, new ActivationFunction(ActivationKind.Relu)),
        ["LeakyRelu"] = node => Activate(node, new ActivationFunction(ActivationKind.LeakyRelu, node.Float("alpha", 0.01f))),
        ["Sigmoid"] = node => Activate(node, new ActivationFunction(ActivationKind.Sigmoid)),
        ["Tanh"] = node => Activate(node, new ActivationFunction(ActivationKind.Tanh)),
        ["HardSwish"] = node => Activate(node, new ActivationFunction(ActivationKind.HardSwish)),
        ["Clip"] = Clip,
        ["Gelu"] = Gelu,
    };

    /// <summary>Functions whose formula is a map of its own.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, Expression, Expression>> Formulas { get; } = new Dictionary<string, Func<NodeContext, Expression, Expression>>
    {
        ["Neg"] = (_, x) => Of(UnaryKind.Negate, x),
        ["Abs"] = (_, x) => Of(UnaryKind.Abs, x),
        ["Sqrt"] = (_, x) => Of(UnaryKind.Sqrt, x),
        ["Exp"] = (_, x) => Of(UnaryKind.Exp, x),
        ["Log"] = (_, x) => Of(UnaryKind.Log, x),
        ["Floor"] = (_, x) => Of(UnaryKind.Floor, x),
        ["Ceil"] = (_, x) => Of(UnaryKind.Ceiling, x),
        ["Round"] = (_, x) => Of(UnaryKind.Round, x),
        ["Sign"] = (_, x) => Of(UnaryKind.Sign, x),
        ["Erf"] = (_, x) => Of(UnaryKind.Erf, x),
        ["Sin"] = (_, x) => Of(UnaryKind.Sin, x),
        ["Cos"] = (_, x) => Of(UnaryKind.Cos, x),
        ["Tan"] = (_, x) => Of(UnaryKind.Tan, x),
        ["Asin"] = (_, x) => Of(UnaryKind.Asin, x),
        ["Acos"] = (_, x) => Of(UnaryKind.Acos, x),
        ["Atan"] = (_, x) => Of(UnaryKind.Atan, x),
        ["Sinh"] = (_, x) => Of(UnaryKind.Sinh, x),
        ["Cosh"] = (_, x) => Of(UnaryKind.Cosh, x),
        ["Asinh"] = (_, x) => Of(UnaryKind.Asinh, x),
        ["Acosh"] = (_, x) => Of(UnaryKind.Acosh, x),
        ["Atanh"] = (_, x) => Of(UnaryKind.Atanh, x),
        ["Reciprocal"] = (_, x) => Divide(Number(1), x),
        ["Elu"] = (node, x) => Elu(x, node.Float("alpha", 1), 1),
        ["Selu"] = (node, x) => Multiply(Number(node.Float("gamma", (float)SeluGamma)), Elu(x, node.Float("alpha", (float)SeluAlpha), 1)),
        ["Celu"] = (node, x) => Elu(x, node.Float("alpha", 1), node.Float("alpha", 1)),
        ["HardSigmoid"] = (node, x) => Max(Number(0), Min(Number(1), Add(Multiply(Number(node.Float("alpha", 0.2f)), x), Number(node.Float("beta", 0.5f))))),
        ["Softplus"] = (_, x) => Softplus(x),
        ["Softsign"] = (_, x) => Divide(x, Add(Number(1), Of(UnaryKind.Abs, x))),
        ["Mish"] = (_, x) => Multiply(x, new Activate(new ActivationFunction(ActivationKind.Tanh), Softplus(x))),
        ["ThresholdedRelu"] = (node, x) => Choose(LessOrEqual(x, Number(node.Float("alpha", 1))), Number(0), x),
        ["Shrink"] = (node, x) => Shrink(x, node.Float("lambd", 0.5f), node.Float("bias", 0)),
        ["Swish"] = (node, x) => Multiply(x, new Activate(new ActivationFunction(ActivationKind.Sigmoid), Multiply(Number(node.Float("alpha", 1)), x))),
    };

    /// <summary>Functions whose result is a truth value.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, Expression, Expression>> Tests { get; } = new Dictionary<string, Func<NodeContext, Expression, Expression>>
    {
        ["Not"] = (_, x) => Of(UnaryKind.Not, x),
        ["IsNaN"] = (_, x) => Of(UnaryKind.IsNaN, x),
        ["IsInf"] = IsInfinite,
    };

    /// <summary>A formula as the import of a node.</summary>
    public static Func<NodeContext, ImportedValue?[]> Import(Func<NodeContext, Expression, Expression> formula, OnnxElementType? type) =>
        node => [Elements.Of(node, node.Input(0), x => formula(node, x), type)];

    private static ImportedValue?[] Activate(NodeContext node, ActivationFunction function) => [Activate(node, node.Input(0), function)];

    /// <summary>A value with a function applied that kernels have as an epilogue.</summary>
    public static ImportedValue Activate(NodeContext node, ImportedValue value, ActivationFunction function) =>
        node.Graph.Add(new Elementwise(function), value.Type, value.Shape, node.Graph.AnyOf(value));

    /// <summary>Bounds are attributes before version 11 and inputs since then; either may be missing.</summary>
    private static ImportedValue?[] Clip(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        ImportedValue? low = node.Version < 11 ? null : node.Optional(1), high = node.Version < 11 ? null : node.Optional(2);
        float least = node.Version < 11 ? node.Float("min", float.MinValue) : (float?)low?.Constant?.Values[0] ?? float.MinValue;
        float most = node.Version < 11 ? node.Float("max", float.MaxValue) : (float?)high?.Constant?.Values[0] ?? float.MaxValue;
        if (low is { Constant: null } || high is { Constant: null })
        {
            ImportedValue bounded = low is null ? x : Elements.Of(node, [x, low], both => Max(both[0], both[1]));
            return [high is null ? bounded : Elements.Of(node, [bounded, high], both => Min(both[0], both[1]))];
        }

        return least == 0 && most == float.MaxValue ? Activate(node, new ActivationFunction(ActivationKind.Relu))
            : least == 0 && most == 6 ? Activate(node, new ActivationFunction(ActivationKind.Relu6))
            : Activate(node, new ActivationFunction(ActivationKind.Clip, 0, least, most));
    }

    private static ImportedValue?[] Gelu(NodeContext node) => node.Text("approximate", "none") switch
    {
        "none" => Activate(node, new ActivationFunction(ActivationKind.Gelu)),
        "tanh" => [Elements.Of(node, node.Input(0), TanhGelu)],
        string other => throw node.Fail($"approximate of '{other}'", "'none' or 'tanh'"),
    };

    private static Expression TanhGelu(Expression x)
    {
        Expression inner = Multiply(Number(Math.Sqrt(2 / Math.PI)), Add(x, Multiply(Number(0.044715), Multiply(x, Multiply(x, x)))));
        return Multiply(Multiply(Number(0.5), x), Add(Number(1), new Activate(new ActivationFunction(ActivationKind.Tanh), inner)));
    }

    /// <summary>alpha (exp(x / divisor) - 1) below 0, x above. The exponential is of what is below 0 alone: it does not overflow.</summary>
    private static Expression Elu(Expression x, double alpha, double divisor)
    {
        Expression negative = Min(x, Number(0));
        Expression scaled = divisor == 1 ? negative : Divide(negative, Number(divisor));
        return Choose(Less(x, Number(0)), Multiply(Number(alpha), Subtract(Exp(scaled), Number(1))), x);
    }

    /// <summary>log(1 + exp(x)) without overflow: max(x, 0) + log(1 + exp(-|x|)).</summary>
    private static Expression Softplus(Expression x) => Add(Max(x, Number(0)), Log(Add(Number(1), Exp(Of(UnaryKind.Negate, Of(UnaryKind.Abs, x))))));

    private static Expression Shrink(Expression x, double threshold, double bias) =>
        Choose(Less(x, Number(-threshold)), Add(x, Number(bias)), Choose(Less(Number(threshold), x), Subtract(x, Number(bias)), Number(0)));

    private static Expression IsInfinite(NodeContext node, Expression x)
    {
        bool negative = node.Int("detect_negative", 1) != 0, positive = node.Int("detect_positive", 1) != 0;
        Expression any = Of(UnaryKind.IsInfinite, x);
        return negative && positive ? any
            : !negative && !positive ? Multiply(any, Number(0))
            : new Binary(BinaryKind.And, any, positive ? Less(Number(0), x) : Less(x, Number(0)));
    }
}
