using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.Kernels.Tests.Counting;

/// <summary>Follows a generated kernel's C# statement by statement, as far as is needed to know which weights it multiplies by.</summary>
/// <remarks>
/// Loops, cursors and weights are evaluated; sums are not. Statements are translated once into actions. What has a form it does not know ends the count:
/// a multiplication it failed to see would be worse than a test to be extended.
/// </remarks>
internal sealed partial class KernelCounter
{
    private readonly Dictionary<string, KernelPointer> _pointers = [];
    private readonly Dictionary<string, float> _broadcast = [];
    private readonly Dictionary<string, ExpressionSyntax> _loaded = [];
    private readonly SourceMultiplies _count = new();
    private long _row;
    private long _window;
    private long _index;
    private int _indexStride;
    private int _period;

    private KernelCounter()
    {
    }

    /// <summary>Counts one call of a kernel.</summary>
    /// <param name="kernel">The method.</param>
    /// <param name="arguments">Its arguments, in order.</param>
    public static SourceMultiplies Count(MethodDeclarationSyntax kernel, IReadOnlyList<KernelPointer> arguments)
    {
        KernelCounter counter = new();
        foreach ((ParameterSyntax parameter, KernelPointer argument) in kernel.ParameterList.Parameters.Zip(arguments))
        {
            counter._pointers[parameter.Identifier.Text] = argument;
        }

        // Windows of four registers or of two, and as many slots from one zero to the next.
        counter._period = kernel.ToString().Contains("LoadVector512(window + 48)", StringComparison.Ordinal) ? 64 : 32;
        arguments.Count.ShouldBe(kernel.ParameterList.Parameters.Count);
        counter.Translate(kernel.Body!)();
        return counter._count;
    }

    private Action Translate(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => InOrder([.. block.Statements.Select(Translate)]),
        ForStatementSyntax { Declaration.Variables: [{ Identifier.Text: "columns" }] } loop => Columns(loop),
        ForStatementSyntax loop => Loop(loop),
        LocalDeclarationStatementSyntax { Declaration.Variables: [{ Identifier.Text: "executed" }] } => static () => { },
        ReturnStatementSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "executed" } } => static () => { },
        LocalDeclarationStatementSyntax local => Assign(local.Declaration.Variables.Single().Identifier.Text, local.Declaration.Variables.Single().Initializer!.Value),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => Assign(assignment),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax store } when Name(store) is "Store" or "MaskStore" => Nothing(store),
        IfStatementSyntax again => Again(again),
        _ => throw Unknown(statement),
    };

    /// <summary>The one condition there is, word for word: sums in doubt are computed again. That is counted as the same multiplies, which a call that has none in doubt does once.</summary>
    private static Action Again(IfStatementSyntax again)
    {
        string found = string.Join(" ", again.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        found.ShouldBe(found.Contains("AgainPlain", StringComparison.Ordinal)
            ? "if (doubts) { SoftwareSums.AgainPlain(input, output, bias, counts[-1], slots, weights); r0 = *(output); r1 = *(output + 1); r2 = *(output + 2); r3 = *(output + 3); }"
            : "if (doubts != Vector128<uint>.Zero) { SoftwareSums.Again(input, output, bias, counts[-1], slots, weights); "
                + "r0 = *(Vector128<float>*)(output); r1 = *(Vector128<float>*)(output + 4); }");
        return static () => { };
    }

    private static Action InOrder(Action[] actions) => () =>
    {
        foreach (Action action in actions)
        {
            action();
        }
    };

    private Action Assign(AssignmentExpressionSyntax assignment) => assignment switch
    {
        { OperatorToken.Text: "+=" or "-=", Left: IdentifierNameSyntax table, Right: LiteralExpressionSyntax amount } => Advance(table.Identifier.Text, assignment.OperatorToken.Text == "-=" ? -Integer(amount) : Integer(amount)),
        { OperatorToken.Text: "=", Left: IdentifierNameSyntax register } => Assign(register.Identifier.Text, assignment.Right),

        // A store: *(Vector128<float>*)(output + 4) = r0.
        { OperatorToken.Text: "=", Left: PrefixUnaryExpressionSyntax { OperatorToken.Text: "*" }, Right: IdentifierNameSyntax } => Nothing(assignment.Left),
        _ => throw Unknown(assignment),
    };

    private Action Advance(string table, long amount) => () => _pointers[table].Advance(amount);

    private Action Assign(string target, ExpressionSyntax value)
    {
        if (Masked(target, value) is { } masked)
        {
            return masked;
        }

        if (target is "row" or "window" or "index" or "scale" || value is BinaryExpressionSyntax { OperatorToken.Text: "+", Left: IdentifierNameSyntax, Right: IdentifierNameSyntax })
        {
            return AssignSum(target, value) ?? AssignOther(target, value);
        }

        return AssignOther(target, value);
    }

    /// <summary>
    /// What additions take: the open row, the open window, the lookup's indices, a row's scale, and the addition itself, <c>r0 = r0 + r8</c>; null for others of these names.
    /// </summary>
    private Action? AssignSum(string target, ExpressionSyntax value)
    {
        switch (target, value)
        {
            case ("row", ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "rows" }, ArgumentList.Arguments: [var entry] }):
                long row = Integer(entry.Expression);
                return () => _row = _pointers["rows"].Integer(row);
            case ("window", BinaryExpressionSyntax { Right: ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "slots" }, ArgumentList.Arguments: [var entry] } }):
                long slot = Integer(entry.Expression);
                return () => _window = _pointers["slots"].Integer(slot);
            case ("index", InvocationExpressionSyntax load) when load.ToString().Contains("(sbyte*)", StringComparison.Ordinal):
                string text = load.ToString();
                text.ShouldStartWith("Avx512F.ConvertToVector512Int32(Sse2.LoadVector128((sbyte*)(indices");
                long index = load.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(Integer).SingleOrDefault();
                return () => (_index, _indexStride) = (index, 1);

            // Four bytes a lane: the register as it was loaded, or rotated to the byte of the next group.
            case ("index", IdentifierNameSyntax):
                return () => (_index, _indexStride) = (0, 4);
            case ("index", InvocationExpressionSyntax { ArgumentList.Arguments: [_, { Expression: LiteralExpressionSyntax bits }] } rotate) when Name(rotate) == "RotateRight":
                return () => (_index, _indexStride) = (Integer(bits) / 8, 4);
            case ("scale", InvocationExpressionSyntax) when value.ToString().EndsWith("(scales[0])", StringComparison.Ordinal):
                return () => _broadcast["scale"] = _pointers["scales"].Float(0);
            case ("scale", InvocationExpressionSyntax):
                value.ToString().ShouldBe(value.ToString().Split('(')[0] + "(scales[row])");
                return () => _broadcast["scale"] = _pointers["scales"].Float(_row);
            // Operands of a join are added without a weight; there are no indices then.
            case (_, BinaryExpressionSyntax { Left: IdentifierNameSyntax left, Right: IdentifierNameSyntax }) when left.Identifier.Text == target:
                return _pointers.ContainsKey("indices") ? AddSigned : static () => { };
            default:
                return null;
        }
    }

    /// <summary>Sixteen inputs are added; a lane idles where it takes the zero that ends a period.</summary>
    private void AddSigned()
    {
        for (int lane = 0; lane < 16; lane++)
        {
            int entry = _pointers["indices"].Byte(_index + (lane * _indexStride));
            _count.Lanes++;
            _count.Active += (_window + (entry & (_period - 1))) % _period == _period - 1 ? 0 : 1;
        }
    }

    private Action AssignOther(string target, ExpressionSyntax value)
    {
        if (target == "weight")
        {
            _loaded[target] = value;
            return static () => { };
        }

        if (value is InvocationExpressionSyntax { ArgumentList.Arguments: [var weight, _, _] } && Name((InvocationExpressionSyntax)value) is "FusedMultiplyAdd" or "MultiplyAdd")
        {
            return Multiply(weight.Expression, Lanes((InvocationExpressionSyntax)value));
        }

        // Two floats held as doubles: SoftwareFma.MultiplyAdd(SoftwareFma.Load(weights + 2), ..., high0, ref doubts).
        if (value is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: InvocationExpressionSyntax two }, _, _, { RefKindKeyword.Text: "ref" }] } wide
            && wide.Expression.ToString() is "SoftwareFma.MultiplyAdd" or "SoftwareFma.MultiplyAddChecked" && two.Expression.ToString() == "SoftwareFma.Load")
        {
            return Multiply(two.ArgumentList.Arguments.Single().Expression, 2);
        }

        // A float held as a double: product0 = weights input[...].
        if (target.StartsWith("product", StringComparison.Ordinal) && value is BinaryExpressionSyntax { OperatorToken.Text: "*", Right: ElementAccessExpressionSyntax } product)
        {
            return Multiply(product.Left, 1);
        }

        // A product that is a float: r0 + (weights r1).
        if (value is BinaryExpressionSyntax { OperatorToken.Text: "+", Left: IdentifierNameSyntax sum, Right: ParenthesizedExpressionSyntax { Expression: BinaryExpressionSyntax { OperatorToken.Text: "*" } exact } }
            && sum.Identifier.Text == target && exact.Right is IdentifierNameSyntax)
        {
            return Multiply(exact.Left, exact.Left.ToString().StartsWith("*(Vector128<float>*)", StringComparison.Ordinal) ? 4 : 1);
        }

        // Vector512.Create(weights[0]), or weights[0] itself in plain code.
        ExpressionSyntax content = value is InvocationExpressionSyntax { ArgumentList.Arguments: [var only] } create && Name(create) == "Create" ? only.Expression : value;
        if (content is ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "weights" }, ArgumentList.Arguments: [var index] })
        {
            long offset = Integer(index.Expression);
            return () => _broadcast[target] = _pointers["weights"].Float(offset);
        }

        Nothing(value);
        return () => _broadcast.Remove(target);
    }

    /// <summary>The weights of a multiply-add: a load from the table, or a register they were broadcast to.</summary>
    private Action Multiply(ExpressionSyntax weight, int lanes)
    {
        if (weight is IdentifierNameSyntax { Identifier.Text: not ("weights" or "scales") } register)
        {
            string name = register.Identifier.Text;
            return name == "scale" ? () => AddScale(_broadcast[name], lanes) : () => Add(_broadcast[name], lanes);
        }

        ExpressionSyntax address = weight switch
        {
            InvocationExpressionSyntax { ArgumentList.Arguments: [var argument] } load when Name(load).StartsWith("LoadVector", StringComparison.Ordinal) => argument.Expression,
            IdentifierNameSyntax or BinaryExpressionSyntax => weight,
            PrefixUnaryExpressionSyntax { OperatorToken.Text: "*", Operand: CastExpressionSyntax { Expression: ParenthesizedExpressionSyntax inner } } => inner.Expression,
            PrefixUnaryExpressionSyntax { OperatorToken.Text: "*", Operand: ParenthesizedExpressionSyntax inner } => inner.Expression,
            _ => throw Unknown(weight),
        };
        (string table, long offset) = address switch
        {
            IdentifierNameSyntax { Identifier.Text: "weights" or "scales" } start => (start.Identifier.Text, 0),
            BinaryExpressionSyntax { OperatorToken.Text: "+", Left: IdentifierNameSyntax { Identifier.Text: "weights" or "scales" } start, Right: LiteralExpressionSyntax literal } => (start.Identifier.Text, Integer(literal)),
            _ => throw Unknown(address),
        };
        Action<float, int> add = table == "scales" ? AddScale : Add;
        return () =>
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                add(_pointers[table].Float(offset + lane), 1);
            }
        };
    }

    private void AddScale(float scale, int lanes) => _count.Scales += scale == 0f ? 0 : lanes;

    private void Add(float weight, int lanes)
    {
        _count.Lanes += lanes;
        _count.Active += weight == 0f ? 0 : lanes;
    }

    /// <summary>Anything else, if it neither multiplies values nor touches the weights; a leaky activation's slope is no weight.</summary>
    private static Action Nothing(ExpressionSyntax expression)
    {
        foreach (SyntaxNode node in expression.DescendantNodesAndSelf())
        {
            bool isSuspect = node switch
            {
                IdentifierNameSyntax name => name.Identifier.Text is "weights" or "scales" or "MultiplyAdd" or "FusedMultiplyAdd" or "Multiply" or "Dot",
                BinaryExpressionSyntax { OperatorToken.Text: "*" } product => !IsAddress(product) && !IsSlope(product),
                _ => false,
            };
            if (isSuspect)
            {
                throw Unknown(expression);
            }
        }

        return static () => { };
    }

    /// <summary><c>(nint)slots[0] * 64</c>, <c>row * 64</c>.</summary>
    private static bool IsAddress(BinaryExpressionSyntax product) =>
        product.Right is LiteralExpressionSyntax literal && !literal.Token.Text.EndsWith('f')
        && product.Left is CastExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "nint" } } or IdentifierNameSyntax { Identifier.Text: "row" };

    /// <summary>The product that leaky ReLU chooses below zero.</summary>
    private static bool IsSlope(BinaryExpressionSyntax product) => product.Ancestors().Any(ancestor =>
        ancestor is ConditionalExpressionSyntax || (ancestor is InvocationExpressionSyntax select && Name(select) == "ConditionalSelect"));

    private static int Lanes(InvocationExpressionSyntax multiply) => multiply.Expression.ToString() switch
    {
        "Avx512F.FusedMultiplyAdd" => 16,
        "Fma.MultiplyAdd" => 8,
        "Vector128.FusedMultiplyAdd" => 4,
        "MathF.FusedMultiplyAdd" => 1,
        "SoftwareFma.MultiplyAdd" => multiply.ArgumentList.Arguments[0].ToString().StartsWith("*(Vector128<float>*)", StringComparison.Ordinal) ? 4 : 1,
        _ => throw Unknown(multiply),
    };

    private static string Name(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        IdentifierNameSyntax name => name.Identifier.Text,
        _ => throw Unknown(invocation),
    };

    private static long Integer(ExpressionSyntax expression) =>
        long.Parse(((LiteralExpressionSyntax)expression).Token.Text, CultureInfo.InvariantCulture);

    private static NotSupportedException Unknown(SyntaxNode node) =>
        new($"The counter does not know '{node.ToString().Split('\n')[0]}' ({node.Kind()}): teach it before relying on these tests.");
}
