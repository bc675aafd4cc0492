using SparseCompile.Compiler.CSharp.Dialects;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Kernels;

/// <summary>The loop over the columns of inputs that are not zero.</summary>
internal static class ColumnLoop
{
    /// <summary>Prints it. Its multiply-adds are those of the dialect's processor, for one value.</summary>
    public static void Print(SourceWriter writer, LaneDialect dialect)
    {
        writer.Line("long executed = 0;");
        using (writer.Open("for (int columns = count; columns > 0; columns--)"))
        {
            writer.Line("int column = *active++;");
            writer.Line("float x = input[column];");
            writer.Line("int first = counts[column];");
            writer.Line("int left = counts[column + 1] - first;");
            writer.Line("executed += left;");
            writer.Line("int* row = rows + first;");
            writer.Line("float* weight = weights + first;");

            // Four at a time, all sums loaded before any is stored: a column's rows differ, but a processor cannot know and holds loads back for stores before them.
            using (writer.Open("for (; left > 3; left -= 4)"))
            {
                Four(writer, i => $"{NativeInt} row{i} = row[{i}];");
                if (dialect.HasVectorColumns)
                {
                    string sums = string.Join(", ", Enumerable.Range(0, 4).Select(i => $"output[row{i}]"));
                    writer.Line($"{Vector128}<float> sums = {dialect.MultiplyAdd($"*({Vector128}<float>*)weight", $"{Vector128}.Create(x)", $"{Vector128}.Create({sums})")};");
                    Four(writer, i => $"output[row{i}] = {Vector128}.GetElement(sums, {i});");
                }
                else
                {
                    Four(writer, i => $"float sum{i} = {dialect.MultiplyAddOne($"weight[{i}]", "x", $"output[row{i}]")};");
                    Four(writer, i => $"output[row{i}] = sum{i};");
                }

                writer.Line("row += 4;");
                writer.Line("weight += 4;");
            }

            using (writer.Open("for (; left > 0; left--)"))
            {
                writer.Line($"output[*row] = {dialect.MultiplyAddOne("*weight", "x", "output[*row]")};");
                writer.Line("row++;");
                writer.Line("weight++;");
            }
        }
    }

    /// <summary>Prints the loop over blocks of rows.</summary>
    public static void PrintBlocks(SourceWriter writer, LaneDialect dialect, bool isMasked)
    {
        writer.Line("long executed = 0;");
        using (writer.Open("for (int columns = count; columns > 0; columns--)"))
        {
            writer.Line("int column = *active++;");
            writer.Line($"{dialect.RegisterType} value = {dialect.Broadcast("input[column]")};");
            writer.Line("int* first = counts + (2 * column);");
            writer.Line("executed += first[3] - first[1];");
            writer.Line("int steps = first[2] - *first;");
            writer.Line("int* row = rows + *first;");
            writer.Line($"float* weight = weights + ({NativeInt})(*first * {dialect.Lanes});");
            BlockLoop blocks = new("row", 1, i => $"output + row[{i}]", i => KernelBody.At("weight", i * dialect.Lanes), isMasked);
            blocks.Print(writer, dialect, areApart: true, ("weight", dialect.Lanes));
        }
    }

    private static void Four(SourceWriter writer, Func<int, string> line)
    {
        for (int i = 0; i < 4; i++)
        {
            writer.Line(line(i));
        }
    }
}
