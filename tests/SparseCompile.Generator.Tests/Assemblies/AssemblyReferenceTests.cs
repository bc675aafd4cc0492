using System.Reflection;
using SparseCompile.Compiler;

namespace SparseCompile.Generator.Tests.Assemblies;

public sealed class AssemblyReferenceTests
{
    [Fact]
    public void The_compiler_depends_on_nothing_but_the_base_library() => References(typeof(ModelCompiler).Assembly).ShouldBe(["netstandard"]);

    [Fact]
    public void The_generator_depends_on_Roslyn_and_the_compiler_only() => References(typeof(SparseCompileGenerator).Assembly)
        .ShouldBe(["Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "SparseCompile.Compiler", "System.Collections.Immutable", "netstandard"]);

    [Fact]
    public void The_generator_is_built_against_a_Roslyn_that_every_host_of_this_SDK_has() =>
        typeof(SparseCompileGenerator).Assembly.GetReferencedAssemblies().Single(name => name.Name == "Microsoft.CodeAnalysis").Version.ShouldBe(new Version(4, 14, 0, 0));

    [Fact]
    public void The_runtime_library_depends_on_the_framework_only() => References(typeof(SparseModelAttribute).Assembly)
        .ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal));

    private static string[] References(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!).Order(StringComparer.Ordinal)];
}
