using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Runtime;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Counting.Convolutions;

/// <summary>Runs the generated C# of a network over images, as far as is needed to know what its kernels multiply: calls of kernels in loops over tiles and rows of pixels.</summary>
/// <param name="trees">The network's generated files.</param>
/// <param name="code">The same code, loaded: its tables are as the kernels will find them.</param>
/// <param name="isConvolution">Whether a layer, by the name of its class, is a convolution; other kernels are counted as in networks without images.</param>
internal sealed class ImageFormCounter(IEnumerable<SyntaxTree> trees, LoadedModel code, Func<string, bool> isConvolution)
{
    private readonly FormCounter _linear = new(trees, code);
    private readonly Dictionary<string, ConvKernelCounter> _kernels = [];
    private readonly Dictionary<string, CountedArea> _memory = [];
    private readonly Dictionary<string, long> _loops = [];
    private readonly Dictionary<string, ExpressionSyntax> _tables = [];
    private readonly Dictionary<string, long[]> _integers = [];
    private Dictionary<string, LayerProducts> _layers = [];

    /// <summary>What a form's kernels multiply, by the class of the layer, with no value of any image being zero.</summary>
    public Dictionary<string, LayerProducts> Count(string form)
    {
        _layers = [];
        _memory.Clear();
        _tables.Clear();
        _integers.Clear();
        MethodDeclarationSyntax method = _linear.Methods[form];
        foreach (ParameterSyntax parameter in method.ParameterList.Parameters)
        {
            _memory[parameter.Identifier.Text] = new SumArea();
        }

        Run(method.Body!);
        return _layers;
    }

    private void Run(StatementSyntax statement)
    {
        switch (statement)
        {
            case BlockSyntax block:
                foreach (StatementSyntax inner in block.Statements)
                {
                    Run(inner);
                }

                break;
            case ForStatementSyntax loop:
                Repeat(loop);
                break;
            case LocalDeclarationStatementSyntax { Declaration: { Variables: [var variable] } declaration }:
                Declare(declaration.Type.ToString(), variable.Identifier.Text, variable.Initializer?.Value);
                break;
            case ReturnStatementSyntax:
                break;
            case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }:
                Call(call);
                break;
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: InvocationExpressionSyntax call } }:
                Call(call);
                break;
            default:
                throw new NotSupportedException($"The counter does not know '{statement}'.");
        }
    }

    /// <summary>Memory, of which a window that slides over rows is the same for all of them; a kernel's tables; where the loops of bands end.</summary>
    private void Declare(string type, string name, ExpressionSyntax? value)
    {
        if (type == "float*" && !(_memory.ContainsKey(name) && value is InvocationExpressionSyntax))
        {
            _memory[name] = new SumArea();
        }
        else if (type.EndsWith("StepTable", StringComparison.Ordinal))
        {
            _tables[name] = value!;
        }
        else if (value is ArrayCreationExpressionSyntax { Initializer: { } numbers })
        {
            _integers[name] = [.. numbers.Expressions.Select(Integer)];
        }
    }

    /// <summary><c>for (int tile = 0; tile &lt; 7; tile++)</c>, <c>for (int row = ends0[(band * 4) + 1]; row &lt; ends0[(band * 4) + 5]; row++)</c>.</summary>
    private void Repeat(ForStatementSyntax loop)
    {
        string name = loop.Declaration!.Variables.Single().Identifier.Text;
        long first = Integer(loop.Declaration.Variables.Single().Initializer!.Value);
        loop.Incrementors.ToString().ShouldBe($"{name}++");
        BinaryExpressionSyntax condition = (BinaryExpressionSyntax)loop.Condition!;
        (condition.Left.ToString(), condition.OperatorToken.Text).ShouldBe((name, "<"));
        long count = Integer(condition.Right);
        for (_loops[name] = first; _loops[name] < count; _loops[name]++)
        {
            Run(loop.Statement);
        }
    }

    private void Call(InvocationExpressionSyntax call)
    {
        string name = call.Expression.ToString();
        ExpressionSyntax[] arguments = [.. call.ArgumentList.Arguments.Select(argument => argument.Expression)];
        if (name == "NonZeroPixels.List")
        {
            _memory[((CastExpressionSyntax)arguments[3]).Expression.ToString()] = new ListArea(AllPixels((int)Integer(arguments[1]), (int)Integer(arguments[2])));
        }
        else if (_linear.Methods.TryGetValue(name, out MethodDeclarationSyntax? kernel))
        {
            string layer = name[..name.IndexOf('.', StringComparison.Ordinal)];
            LayerProducts products = _layers.TryGetValue(layer, out LayerProducts? before) ? before : _layers[layer] = new LayerProducts();
            if (isConvolution(layer))
            {
                Run(products, name, kernel, arguments);
            }
            else
            {
                products.Products += KernelCounter.Count(kernel, [.. arguments.Select(_linear.Argument)]).Active;
            }
        }
    }

    private void Run(LayerProducts products, string name, MethodDeclarationSyntax kernel, ExpressionSyntax[] arguments)
    {
        ConvKernelCounter counter = _kernels.TryGetValue(name, out ConvKernelCounter? known) ? known : _kernels[name] = new ConvKernelCounter(kernel);
        List<Cursor> cursors = [];
        List<long> integers = [];
        foreach ((ParameterSyntax parameter, ExpressionSyntax argument) in kernel.ParameterList.Parameters.Zip(arguments))
        {
            if (parameter.Type!.ToString() == "int")
            {
                integers.Add(Integer(argument));
            }
            else
            {
                cursors.Add(Argument(parameter.Identifier.Text, argument));
            }
        }

        SumArea output = (SumArea)cursors[1].Area;
        (products.Sums ?? output).ShouldBeSameAs(output);
        products.Sums = output;
        (long multiplied, long returned) = counter.Run(cursors, integers);
        products.Products += multiplied;
        products.Returned += returned;
    }

    /// <summary><c>conv0Packed + (row * 56) + (tile * 14)</c>, <c>Conv0.Channels16Tables.Weights + 800</c>, <c>(int*)conv0Active</c>.</summary>
    private Cursor Argument(string parameter, ExpressionSyntax argument)
    {
        if (argument is BinaryExpressionSyntax { OperatorToken.Text: "+" } sum)
        {
            return Argument(parameter, sum.Left).At(Integer(sum.Right));
        }

        CountedArea area = (parameter, argument) switch
        {
            ("input", IdentifierNameSyntax) => new InputArea(),
            ("output", IdentifierNameSyntax name) => _memory[name.Identifier.Text],
            ("active", CastExpressionSyntax list) => _memory[list.Expression.ToString()],
            (_, MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax table } member) when _tables.TryGetValue(table.Identifier.Text, out ExpressionSyntax? local) =>
                Argument(parameter, member.WithExpression(local)).Area,
            (_, MemberAccessExpressionSyntax table) when table.Name.Identifier.Text.EndsWith(parameter, StringComparison.OrdinalIgnoreCase) =>
                new TableArea(_linear.Argument(table), parameter switch { "weights" => LaneContent.Weights, "bias" => LaneContent.Sums, _ => LaneContent.Nothing }),
            _ => throw new NotSupportedException($"The counter does not know '{argument}' as {parameter}."),
        };
        return new Cursor(area, 0);
    }

    private long Integer(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => long.Parse(literal.Token.Text, CultureInfo.InvariantCulture),
        IdentifierNameSyntax name => _loops[name.Identifier.Text],
        ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax list } element => _integers[list.Identifier.Text][Integer(element.ArgumentList.Arguments[0].Expression)],
        BinaryExpressionSyntax { OperatorToken.Text: "+" } sum => Integer(sum.Left) + Integer(sum.Right),
        ParenthesizedExpressionSyntax inner => Integer(inner.Expression),
        BinaryExpressionSyntax { OperatorToken.Text: "*" } product => Integer(product.Left) * Integer(product.Right),
        _ => throw new NotSupportedException($"The counter does not know '{expression}'."),
    };

    /// <summary>What the run time lists where no value is zero.</summary>
    private static unsafe int[] AllPixels(int channels, int pixels)
    {
        float[] values = [.. Enumerable.Repeat(1f, (channels * pixels) + 16)];
        int[] list = new int[channels + (2 * channels * pixels) + 16];
        fixed (float* first = values)
        fixed (int* place = list)
        {
            NonZeroPixels.List(first, channels, pixels, place);
        }

        return list;
    }
}
