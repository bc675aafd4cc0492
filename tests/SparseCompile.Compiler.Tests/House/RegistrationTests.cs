using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.Compiler.Tests.House;

/// <summary>What C# does not find missing: a class that is written but not registered would be ignored without a word.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public void Every_kernel_generator_is_in_the_registry()
    {
        IReadOnlyList<SourceFile> kernels = SourceFile.Below("src/SparseCompile.Compiler/Kernels");
        string[] registered =
        [
            .. kernels.Single(file => file.Path.EndsWith("/KernelRegistry.cs", StringComparison.Ordinal)).Tree.GetRoot().DescendantNodes()
                .OfType<ObjectCreationExpressionSyntax>().Select(made => made.Type.ToString()),
        ];
        string[] generators = [.. kernels.SelectMany(file => ClassesOf(file, "IKernelGenerator").Concat(ClassesOf(file, "IConvGenerator")))];
        generators.Length.ShouldBeGreaterThan(3);
        generators.Except(registered).ShouldBeEmpty();
    }

    [Fact]
    public void Every_layer_attribute_is_parsed()
    {
        string[] bases = ["LayerAttribute", "ConvAttribute", "PoolAttribute", "RecurrentAttribute"];
        string[] attributes =
        [
            .. SourceFile.Below("src/SparseCompile/Attributes").SelectMany(file => bases.SelectMany(own => ClassesOf(file, own))).Except(bases),
        ];
        string[] parsed =
        [
            .. SourceFile.Below("generator/SparseCompile.Generator/Parsing").Single(file => file.Path.EndsWith("/ModelParser.cs", StringComparison.Ordinal)).Tree.GetRoot()
                .DescendantNodes().OfType<SwitchExpressionArmSyntax>().Select(arm => arm.Pattern.ToString()),
        ];
        attributes.Length.ShouldBe(17);
        attributes.Select(name => "AttributeNames." + name[..^"Attribute".Length]).Except(parsed).ShouldBeEmpty();
    }

    private static IEnumerable<string> ClassesOf(SourceFile file, string baseType) =>
        from type in file.Tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
        where type.BaseList?.Types.Any(own => own.Type.ToString() == baseType || own is PrimaryConstructorBaseTypeSyntax { Type: var called } && called.ToString() == baseType) == true
        select type.Identifier.ValueText;
}
