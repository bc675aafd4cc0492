namespace SparseCompile.Compiler.Tests.House;

/// <summary>Files, methods and parameter lists stay small, or state why they do not.</summary>
public sealed class SizeTests
{
    [Theory]
    [InlineData("src")]
    [InlineData("generator")]
    public void Files_methods_and_parameter_lists_are_small(string folder) => SourceFile.Below(folder).SelectMany(SizeChecker.Violations).ShouldBeEmpty();

    [Fact]
    public void The_checker_finds_a_long_file()
    {
        string text = "class A;\n" + string.Concat(Enumerable.Repeat("// line\n", SizeChecker.MostFileLines - 1));
        Check(text).ShouldBeEmpty();
        Check(text + "// line\n").ShouldBe(["A.cs(1): 301 lines; at most 300, or a comment 'Length: <reason>' above its type"]);
        Check("// Length: a table.\n" + text).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("class A\n{{\n    void M()\n    {{\n{0}    }}\n}}\n", "A.cs(3)")]
    [InlineData("class A\n{{\n    A()\n    {{\n{0}    }}\n}}\n", "A.cs(3)")]
    [InlineData("class A\n{{\n    int M\n    {{\n        get\n        {{\n{0}        return 0;\n        }}\n    }}\n}}\n", "A.cs(5)")]
    public void The_checker_finds_a_long_method(string format, string place)
    {
        string text = string.Format(format, string.Concat(Enumerable.Repeat("        M();\n", SizeChecker.MostMethodLines)));
        Check(text).ShouldHaveSingleItem().ShouldStartWith(place + ": a method of 6");
    }

    [Theory]
    [InlineData("class A\n{\n    void M(int a, int b, int c, int d, int e, int f, int g, int h) { }\n}\n", "A.cs(3)")]
    [InlineData("record A(int A, int B, int C, int D, int E, int F, int G, int H);\n", "A.cs(1)")]
    [InlineData("class A(int a, int b, int c, int d, int e, int f, int g, int h);\n", "A.cs(1)")]
    public void The_checker_finds_a_long_parameter_list(string text, string place) =>
        Check(text).ShouldBe([place + ": 8 parameters; at most 7, or a comment 'Parameters: <reason>' above"]);

    [Theory]
    [InlineData("// Parameters: one for each column of the file.\nrecord A(int A, int B, int C, int D, int E, int F, int G, int H);\n", 0)]
    [InlineData("/// <summary>A row.</summary>\n/// <remarks>Parameters: one for each column of the file.</remarks>\nrecord A(int A, int B, int C, int D, int E, int F, int G, int H);\n", 0)]
    [InlineData("// Parameters:\nrecord A(int A, int B, int C, int D, int E, int F, int G, int H);\n", 1)]
    [InlineData("// Length: another reason.\nrecord A(int A, int B, int C, int D, int E, int F, int G, int H);\n", 1)]
    public void A_reason_is_a_comment_directly_above(string text, int violations) => Check(text).Count().ShouldBe(violations);

    private static IEnumerable<string> Check(string text) => SizeChecker.Violations(SourceFile.Parse("A.cs", text));
}
