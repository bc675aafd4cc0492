using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.Kernels.Tests.Counting.Convolutions;

/// <summary>Executes the C# of a convolution's kernel on numbers of products in place of sums: each place of the output learns how many weights were multiplied for it.</summary>
/// <remarks>
/// Integers and pointers are computed as C# computes them. Statements are translated once into actions. What has a form it does not know ends the count:
/// a multiplication it failed to see would be worse than a test to be extended.
/// </remarks>
internal sealed partial class ConvKernelCounter
{
    /// <summary>More runs than any loop of a test's kernel has: a changed text may never end.</summary>
    private const int MostRuns = 10_000_000;

    private readonly Dictionary<string, Variable<long>> _integers = [];
    private readonly Dictionary<string, Variable<Cursor>> _cursors = [];
    private readonly Dictionary<string, LaneRegister> _registers = [];
    private readonly Action _body;
    private readonly string[] _parameters;
    private long _products;
    private long _returned;

    /// <summary>Translates a kernel.</summary>
    public ConvKernelCounter(MethodDeclarationSyntax kernel)
    {
        _parameters = [.. kernel.ParameterList.Parameters.Select(parameter => parameter.Identifier.Text)];
        foreach (ParameterSyntax parameter in kernel.ParameterList.Parameters)
        {
            Declare(parameter.Identifier.Text, parameter.Type!.ToString());
        }

        _body = Translate(kernel.Body!);
    }

    /// <summary>Runs the kernel once.</summary>
    /// <param name="cursors">What its pointers point at, in the order of its parameters.</param>
    /// <param name="integers">Integers behind them.</param>
    /// <returns>Lanes that multiplied by a weight other than zero, and what the kernel says it multiplied, if it does.</returns>
    public (long Products, long Returned) Run(IReadOnlyList<Cursor> cursors, IReadOnlyList<long> integers)
    {
        (cursors.Count + integers.Count).ShouldBe(_parameters.Length);
        for (int i = 0; i < cursors.Count; i++)
        {
            _cursors[_parameters[i]].Value = cursors[i];
        }

        for (int i = 0; i < integers.Count; i++)
        {
            _integers[_parameters[cursors.Count + i]].Value = integers[i];
        }

        (_products, _returned) = (0, 0);
        _body();
        return (_products, _returned);
    }

    private Action Translate(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => InOrder([.. block.Statements.Select(Translate)]),
        ForStatementSyntax loop => Loop(loop),
        LocalDeclarationStatementSyntax { Declaration: { Variables: [{ Initializer.Value: { } value } variable] } declaration } => Define(declaration.Type.ToString(), variable.Identifier.Text, value),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => Assign(assignment),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax store } => Store(store),
        ReturnStatementSyntax { Expression: IdentifierNameSyntax name } => Return(_integers[name.Identifier.Text]),
        _ => throw Unknown(statement),
    };

    private static Action InOrder(Action[] actions) => () =>
    {
        foreach (Action action in actions)
        {
            action();
        }
    };

    private Action Return(Variable<long> result) => () => _returned = result.Value;

    /// <summary><c>for (int steps = *counts++; steps > 0; steps--)</c>, <c>for (; steps > 1; steps -= 2)</c>, <c>for (int channel = 0; channel &lt; 8; channel++)</c>.</summary>
    private Action Loop(ForStatementSyntax loop)
    {
        Action start = loop.Declaration is { Variables: [{ Initializer.Value: { } value } variable] } declaration
            ? Define(declaration.Type.ToString(), variable.Identifier.Text, value)
            : static () => { };
        BinaryExpressionSyntax condition = (BinaryExpressionSyntax)loop.Condition!;
        (Func<long> left, Func<long> right) = (Integer(condition.Left), Integer(condition.Right));
        Func<bool> goesOn = condition.OperatorToken.Text switch
        {
            ">" => () => left() > right(),
            "<" => () => left() < right(),
            _ => throw Unknown(condition),
        };
        Variable<long> counter = _integers[condition.Left.ToString()];
        long step = loop.Incrementors.Single() switch
        {
            PostfixUnaryExpressionSyntax { OperatorToken.Text: "--", Operand: var operand } when operand.ToString() == condition.Left.ToString() => -1,
            PostfixUnaryExpressionSyntax { OperatorToken.Text: "++", Operand: var operand } when operand.ToString() == condition.Left.ToString() => 1,
            AssignmentExpressionSyntax { OperatorToken.Text: "-=", Right: LiteralExpressionSyntax amount } down when down.Left.ToString() == condition.Left.ToString() => -Literal(amount),
            ExpressionSyntax other => throw Unknown(other),
        };
        Action body = Translate(loop.Statement);
        return () =>
        {
            start();
            for (int runs = 0; goesOn(); counter.Value += step)
            {
                (++runs).ShouldBeLessThan(MostRuns);
                body();
            }
        };
    }

    /// <summary>A variable with its first value.</summary>
    private Action Define(string type, string name, ExpressionSyntax value)
    {
        Declare(name, type);
        return Set(name, value);
    }

    private void Declare(string name, string type)
    {
        bool isNew = type switch
        {
            "int" or "long" or "nint" => _integers.TryAdd(name, new Variable<long>()) || _integers.ContainsKey(name),
            "int*" or "float*" => _cursors.TryAdd(name, new Variable<Cursor>()) || _cursors.ContainsKey(name),
            "float" or "Vector128<float>" or "Vector256<float>" or "Vector512<float>" => _registers.TryAdd(name, new LaneRegister()) || _registers.ContainsKey(name),
            _ => false,
        };
        isNew.ShouldBeTrue($"The counter does not know {type} {name}: teach it before relying on these tests.");
    }

    private Action Assign(AssignmentExpressionSyntax assignment)
    {
        string operation = assignment.OperatorToken.Text;
        switch (assignment.Left)
        {
            case IdentifierNameSyntax { Identifier.Text: var name } when operation == "=":
                return Set(name, assignment.Right);
            case IdentifierNameSyntax { Identifier.Text: var name } when operation is "+=" or "-=":
                Func<long> amount = Integer(assignment.Right);
                int sign = operation == "+=" ? 1 : -1;
                if (_integers.TryGetValue(name, out Variable<long>? integer))
                {
                    return () => integer.Value += sign * amount();
                }

                Variable<Cursor> cursor = _cursors[name];
                return () => cursor.Value = cursor.Value.At(sign * amount());

            // *(Vector128<float>*)(output + 4) = r0, or *(output + 4) = r0.
            case PrefixUnaryExpressionSyntax { OperatorToken.Text: "*", Operand: var target } when operation == "=":
                return Store(target is CastExpressionSyntax { Expression: var inner } ? inner : target, assignment.Right, static _ => true);
            default:
                throw Unknown(assignment);
        }
    }

    private Action Set(string name, ExpressionSyntax value)
    {
        if (_integers.TryGetValue(name, out Variable<long>? integer))
        {
            Func<long> number = Integer(value);
            return () => integer.Value = number();
        }

        if (_cursors.TryGetValue(name, out Variable<Cursor>? cursor))
        {
            Func<Cursor> place = Place(value);
            return () => cursor.Value = place();
        }

        return SetRegister(name, value);
    }

    /// <summary><c>Avx.Store(output + 8, r0)</c>, with a mask, or of the first lanes.</summary>
    private Action Store(InvocationExpressionSyntax store)
    {
        ExpressionSyntax[] arguments = [.. store.ArgumentList.Arguments.Select(argument => argument.Expression)];
        switch (store.Expression.ToString(), arguments)
        {
            case ("Avx.Store" or "Avx512F.Store", [var place, var register]):
                return Store(place, register, static _ => true);
            case ("LaneStore.First", [var place, var register, LiteralExpressionSyntax count]):
                long lanes = Literal(count);
                return Store(place, register, lane => lane < lanes);
            case ("Avx.MaskStore" or "Avx512F.MaskStore", [var place, var mask, var register]):
                bool[] stored = [.. mask.DescendantNodes().OfType<InvocationExpressionSyntax>().Single(call => call.Expression.ToString().EndsWith(".Create", StringComparison.Ordinal))
                    .ArgumentList.Arguments.Select(lane => lane.ToString() == "-1" || (lane.ToString() == "0" ? false : throw Unknown(lane)))];
                return Store(place, register, lane => stored[lane]);
            default:
                throw Unknown(store);
        }
    }

    private Action Store(ExpressionSyntax target, ExpressionSyntax sums, Func<int, bool> isStored)
    {
        Func<Cursor> place = Place(target);
        LaneRegister register = _registers[((IdentifierNameSyntax)sums).Identifier.Text];
        return () =>
        {
            Cursor cursor = place();
            ((SumArea)cursor.Area).Store(register, cursor.Place, isStored);
        };
    }

    private static long Literal(LiteralExpressionSyntax literal) => long.Parse(literal.Token.Text, CultureInfo.InvariantCulture);

    private static NotSupportedException Unknown(SyntaxNode node) =>
        new($"The counter does not know '{node.ToString().Split('\n')[0]}' ({node.Kind()}): teach it before relying on these tests.");
}
