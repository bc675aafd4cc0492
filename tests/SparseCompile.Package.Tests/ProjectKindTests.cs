using System.Text;
using SparseCompile.Package.Tests.Support;

namespace SparseCompile.Package.Tests;

/// <summary>Projects that cannot use the package, or not as they are.</summary>
[Collection(nameof(PackageTests))]
public sealed class ProjectKindTests(ConsumerProject project) : IClassFixture<ConsumerProject>
{
    private const string Reference = "<PackageReference Include=\"SparseCompile\" Version=\"[$(SparseCompileVersion)]\" />";

    [Fact]
    public void An_older_framework_is_NuGets_own_error()
    {
        Write("old/Old.csproj", "net8.0", Reference);

        DotNetResult restore = project.DotNetIn("old", "restore");

        restore.ExitCode.ShouldNotBe(0);
        restore.Output.ShouldContain("error NU1202");
        restore.Output.ShouldContain("SparseCompile");
    }

    [Fact]
    public void Another_language_is_a_warning()
    {
        Write("basic/Basic.vbproj", "net10.0", Reference);
        project.DotNetIn("basic", "restore").ShouldSucceed();

        DotNetResult build = project.DotNetIn("basic", "build", "--no-restore").ShouldSucceed();

        build.Output.ShouldContain("Basic.vbproj : warning SPARSE0045: SparseCompile generates C# only: found a project of language VB");
    }

    [Fact]
    public void Ahead_of_time_code_without_an_instruction_set_and_a_library_that_keeps_the_package_to_itself_are_warnings()
    {
        Write("library/Library.csproj", "net10.0", Reference.Replace(" />", " PrivateAssets=\"all\" />", StringComparison.Ordinal));
        project.DotNetIn("library", "restore").ShouldSucceed();

        DotNetResult build = project.DotNetIn("library", "build", "--no-restore").ShouldSucceed();
        build.Output.ShouldContain("warning SPARSE0047: Generated code calls SparseCompile.dll at run time");
        build.Output.ShouldNotContain("SPARSE0046");

        string[] publish = ["msbuild", "-t:PrepareForPublish", "-p:RuntimeIdentifier=linux-x64", "-p:PublishAot=true"];
        project.DotNetIn("library", publish).Output.ShouldContain("warning SPARSE0046: NativeAOT compiles for processors without AVX");
        project.DotNetIn("library", [.. publish, "-p:IlcInstructionSet=native"]).Output.ShouldNotContain("SPARSE0046");
        project.DotNetIn("library", [.. publish, "-p:RuntimeIdentifier=linux-arm64"]).Output.ShouldNotContain("SPARSE0046");
    }

    private void Write(string path, string framework, string items) => project.Write("../" + path, Encoding.UTF8.GetBytes(
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>{framework}</TargetFramework>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """));
}
