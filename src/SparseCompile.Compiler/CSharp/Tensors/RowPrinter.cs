using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Tensors;

/// <summary>Prints the body of a map's innermost loop, for any number of lanes. What is the same for a whole row is computed before the loop.</summary>
/// <param name="reads">The expression that loads each read, and whether it is the same for a whole row.</param>
internal sealed class RowPrinter(IReadOnlyDictionary<Expression, (string Load, bool IsFixed)> reads) : IExpressionVisitor<string>
{
    private readonly Dictionary<Expression, string> _names = new(SameExpression.Comparer);
    private readonly Dictionary<string, string> _byText = [];
    private readonly HashSet<string> _fixed = [];

    /// <summary>Statements before the loop.</summary>
    public List<string> Before { get; } = [];

    /// <summary>Statements of the loop.</summary>
    public List<string> Inside { get; } = [];

    /// <summary>Prints an expression; returns the variable that holds it.</summary>
    public string Print(Expression expression)
    {
        if (!_names.TryGetValue(expression, out string? name))
        {
            _names[expression] = name = expression.Accept(this);
        }

        return name;
    }

    string IExpressionVisitor<string>.Visit(Read expression) => Declare(reads[expression].Load, reads[expression].IsFixed);

    string IExpressionVisitor<string>.Visit(Stored expression) => Declare(reads[expression].Load, reads[expression].IsFixed);

    string IExpressionVisitor<string>.Visit(Constant expression) => Declare($"T.Broadcast({Literals.Float(expression.Value)})", isFixed: true);

    string IExpressionVisitor<string>.Visit(Unary expression) => Call(Function(expression.Kind), expression.Operand);

    string IExpressionVisitor<string>.Visit(Binary expression) => Call(Function(expression.Kind), expression.Left, expression.Right);

    string IExpressionVisitor<string>.Visit(Choose expression) => Call($"{TensorMath}.Choose", expression.Condition, expression.WhenTrue, expression.WhenFalse);

    string IExpressionVisitor<string>.Visit(Activate expression)
    {
        ActivationFunction function = expression.Function;
        string x = Print(expression.Operand);
        string text = function.Kind switch
        {
            ActivationKind.None => x,
            ActivationKind.Relu => $"{LaneMath}.Relu({x})",
            ActivationKind.LeakyRelu => $"{LaneMath}.LeakyRelu({x}, {Literals.Float(function.Alpha)})",
            ActivationKind.Clip => $"{LaneMath}.Clip({x}, {Literals.Float(function.Low)}, {Literals.Float(function.High)})",
            ActivationKind.Relu6 => $"{LaneMath}.Clip({x}, 0f, 6f)",
            ActivationKind.HardSwish => $"{LaneMath}.HardSwish({x})",
            ActivationKind.Sigmoid => $"{TensorMath}.Sigmoid({x})",
            ActivationKind.Tanh => $"{TensorMath}.Tanh({x})",
            ActivationKind.Gelu => $"{TensorMath}.Gelu({x})",
            ActivationKind.Softmax => throw new InvalidOperationException("Softmax is no function of one value."),
            _ => throw new InvalidOperationException($"No code for {function.Kind}."),
        };
        return Declare(text, _fixed.Contains(x));
    }

    private static string Function(UnaryKind kind) => kind switch
    {
        UnaryKind.Abs or UnaryKind.Sqrt or UnaryKind.Floor or UnaryKind.Ceiling or UnaryKind.Round or UnaryKind.Truncate => $"T.{kind}",
        UnaryKind.Negate or UnaryKind.Exp or UnaryKind.Log or UnaryKind.Sign or UnaryKind.Erf or UnaryKind.Not or UnaryKind.IsNaN or UnaryKind.IsInfinite => $"{TensorMath}.{kind}",
        UnaryKind.Sin or UnaryKind.Cos or UnaryKind.Tan or UnaryKind.Asin or UnaryKind.Acos or UnaryKind.Atan => $"{TensorScalar}.{kind}",
        UnaryKind.Sinh or UnaryKind.Cosh or UnaryKind.Asinh or UnaryKind.Acosh or UnaryKind.Atanh => $"{TensorScalar}.{kind}",
        _ => throw new InvalidOperationException($"No code for {kind}."),
    };

    private static string Function(BinaryKind kind) => kind switch
    {
        BinaryKind.Add or BinaryKind.Subtract or BinaryKind.Multiply or BinaryKind.Divide => $"T.{kind}",
        BinaryKind.Power or BinaryKind.Remainder => $"{TensorScalar}.{kind}",
        BinaryKind.Min or BinaryKind.Max or BinaryKind.Less or BinaryKind.LessOrEqual or BinaryKind.Equal => $"{TensorMath}.{kind}",
        BinaryKind.And or BinaryKind.Or or BinaryKind.Xor or BinaryKind.Modulo => $"{TensorMath}.{kind}",
        _ => throw new InvalidOperationException($"No code for {kind}."),
    };

    private string Call(string function, params Expression[] operands)
    {
        string[] names = [.. operands.Select(Print)];
        return Declare($"{function}({string.Join(", ", names)})", names.All(_fixed.Contains));
    }

    /// <summary>A variable for a value; the same one for the same text.</summary>
    private string Declare(string text, bool isFixed)
    {
        if (_byText.TryGetValue(text, out string? known))
        {
            return known;
        }

        string name = "v" + Literals.Integer(_byText.Count);
        _byText[text] = name;
        if (isFixed)
        {
            _fixed.Add(name);
        }

        (isFixed ? Before : Inside).Add($"T {name} = {text};");
        return name;
    }
}
