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

    [Theory]
    [InlineData("VB", "vbproj", "Program.vb", "<SparseCompile.SparseModel(\"weights/m.npz\"), SparseCompile.Linear(\"fc1\")>\nModule Program\nSub Main()\nEnd Sub\nEnd Module\n")]
    [InlineData("F#", "fsproj", "Program.fs", "module Program\n[<SparseCompile.SparseModel(\"weights/m.npz\"); SparseCompile.Linear(\"fc1\")>]\ntype M = class end\n[<EntryPoint>]\nlet main _ = 0\n")]
    public void Another_language_is_a_warning(string language, string extension, string file, string source)
    {
        // As dotnet new console -lang makes them, with a model.
        string folder = extension[..2] + "-project";
        Write($"{folder}/Other.{extension}", "net10.0", Reference + (extension == "fsproj" ? "\n<Compile Include=\"Program.fs\" />" : ""), "<OutputType>Exe</OutputType>");
        project.Write($"../{folder}/{file}", Encoding.UTF8.GetBytes(source));

        // F#'s own library comes from a folder of the SDK, which the mapping of the folder above leaves out.
        project.Write($"../{folder}/nuget.config", """
            <configuration>
              <packageSources>
                <clear />
                <add key="packed-for-this-test" value="../feed" />
              </packageSources>
              <packageSourceMapping>
                <clear />
              </packageSourceMapping>
            </configuration>
            """u8.ToArray());
        project.DotNetIn(folder, "restore").ShouldSucceed();

        DotNetResult build = project.DotNetIn(folder, "build", "--no-restore").ShouldSucceed();

        build.Output.ShouldContain(
            $"Other.{extension} : warning SPARSE0045: SparseCompile generates C# only: found a project of language {language}, whose models get no members; expected a C# project");
        build.Output.ShouldContain("docs/diagnostics/SPARSE0045.md");
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

    private void Write(string path, string framework, string items, string properties = "") => project.Write("../" + path, Encoding.UTF8.GetBytes(
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>{framework}</TargetFramework>
            <NuGetAudit>false</NuGetAudit>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """));
}
