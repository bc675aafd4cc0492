using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.Kernels.Tests.Counting;

/// <content>The loops that kernels have, and the one condition.</content>
internal sealed partial class KernelCounter
{
    /// <summary><c>for (int steps = *counts++; steps > 0; steps--)</c>, or with a literal.</summary>
    private Action Loop(ForStatementSyntax loop)
    {
        VariableDeclaratorSyntax variable = loop.Declaration!.Variables.Single();
        string name = variable.Identifier.Text;
        loop.Condition!.ToString().ShouldBe(name + " > 0");
        loop.Incrementors.Single().ToString().ShouldBe(name + "--");
        Func<long> count = variable.Initializer!.Value switch
        {
            LiteralExpressionSyntax literal => () => Integer(literal),
            PrefixUnaryExpressionSyntax { OperatorToken.Text: "*", Operand: PostfixUnaryExpressionSyntax { OperatorToken.Text: "++", Operand: IdentifierNameSyntax table } } => () =>
            {
                KernelPointer pointer = _pointers[table.Identifier.Text];
                long next = pointer.Integer(0);
                pointer.Advance(1);
                return next;
            },
            ExpressionSyntax other => throw Unknown(other),
        };
        Action body = Translate(loop.Statement);
        return () =>
        {
            for (long i = count(); i > 0; i--)
            {
                body();
            }
        };
    }

    /// <summary>The one loop over columns there is, word for word, every input being active: each weight once, from the first of the first column on.</summary>
    private Action Columns(ForStatementSyntax loop)
    {
        if (loop.ToString().Contains("int steps", StringComparison.Ordinal))
        {
            return ColumnBlocks(loop);
        }

        string Four(Func<int, string> line) => string.Join(" ", Enumerable.Range(0, 4).Select(line));
        string function = loop.ToString().Contains("SoftwareFma", StringComparison.Ordinal) ? "SoftwareFma.MultiplyAdd" : "MathF.FusedMultiplyAdd";
        string sums = loop.ToString().Contains("Vector128<float> sums", StringComparison.Ordinal)
            ? "Vector128<float> sums = SoftwareFma.MultiplyAdd(*(Vector128<float>*)weight, Vector128.Create(x), Vector128.Create(output[row0], output[row1], output[row2], output[row3])); "
                + Four(i => $"output[row{i}] = Vector128.GetElement(sums, {i});")
            : $"{Four(i => $"float sum{i} = {function}(weight[{i}], x, output[row{i}]);")} {Four(i => $"output[row{i}] = sum{i};")}";
        string four = $"{Four(i => $"nint row{i} = row[{i}];")} {sums}";
        string expected = "for (int columns = count; columns > 0; columns--) { int column = *active++; float x = input[column]; int first = counts[column]; "
            + "int left = counts[column + 1] - first; executed += left; int* row = rows + first; float* weight = weights + first; "
            + $"for (; left > 3; left -= 4) {{ {four} row += 4; weight += 4; }} "
            + $"for (; left > 0; left--) {{ output[*row] = {function}(*weight, x, output[*row]); row++; weight++; }} }}";
        string found = string.Join(" ", loop.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith("//", StringComparison.Ordinal)));
        found.ShouldBe(expected);
        return () =>
        {
            KernelPointer counts = _pointers["counts"];
            counts.Length.ShouldBeGreaterThan(1);
            for (int column = 0; column + 1 < counts.Length; column++)
            {
                for (long k = counts.Integer(column); k < counts.Integer(column + 1); k++)
                {
                    Add(_pointers["weights"].Float(k), 1);
                }
            }
        };
    }
}
