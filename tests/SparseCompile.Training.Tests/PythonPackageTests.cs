using SparseCompile.Testing;
using SparseCompile.Training.Tests.Support;

namespace SparseCompile.Training.Tests;

/// <summary>The tests of the Python package, run by pytest: a test here for each of its files.</summary>
public sealed class PythonPackageTests
{
    public static TheoryData<string> Files { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "sparsecompile-torch"), "test_*.py").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void There_are_tests_of_the_package() => Files.Count.ShouldBeGreaterThan(6);

    [PythonTheory]
    [MemberData(nameof(Files))]
    public void Every_test_of_the_package_passes(string file)
    {
        (int exitCode, string output) = Python.Test(file);
        exitCode.ShouldBe(0, output);
        output.ShouldContain(" passed");
    }
}
