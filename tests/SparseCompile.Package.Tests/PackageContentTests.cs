using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using SparseCompile.Package.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests;

[Collection(nameof(PackageTests))]
public sealed class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void The_package_holds_the_library_two_analyzer_assemblies_and_the_build_files_and_nothing_else() => package.Files.ShouldBe(
    [
        "README.md",
        "SparseCompile.nuspec",
        "analyzers/dotnet/cs/SparseCompile.Compiler.dll",
        "analyzers/dotnet/cs/SparseCompile.Generator.dll",
        "build/net10.0/SparseCompile.props",
        "build/net10.0/SparseCompile.targets",
        "buildTransitive/net10.0/SparseCompile.props",
        "buildTransitive/net10.0/SparseCompile.targets",
        "lib/net10.0/SparseCompile.dll",
        "lib/net10.0/SparseCompile.xml",
    ]);

    [Fact]
    public void The_package_depends_on_nothing()
    {
        XElement dependencies = Element("dependencies").ShouldNotBeNull();
        dependencies.Elements().ShouldHaveSingleItem().Attribute("targetFramework")!.Value.ShouldBe("net10.0");
        dependencies.Descendants().Where(static element => element.Name.LocalName == "dependency").ShouldBeEmpty();
    }

    [Fact]
    public void The_package_says_its_licence_and_shows_the_repositorys_readme()
    {
        XElement licence = Element("license").ShouldNotBeNull();
        licence.Attribute("type")!.Value.ShouldBe("expression");
        licence.Value.ShouldBe("MIT");
        Element("readme").ShouldNotBeNull().Value.ShouldBe("README.md");
        package.Read("README.md").ShouldBe(File.ReadAllBytes(Path.Combine(Repository.Root, "README.md")));
        Element("description").ShouldNotBeNull().Value.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_library_in_the_package_refers_to_the_framework_only()
    {
        using PEReader image = new(new MemoryStream(package.Read("lib/net10.0/SparseCompile.dll")));
        MetadataReader metadata = image.GetMetadataReader();
        metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .ShouldAllBe(static name => name.StartsWith("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_public_type_of_the_library_is_documented_in_the_package()
    {
        string documentation = Encoding.UTF8.GetString(package.Read("lib/net10.0/SparseCompile.xml"));
        Type[] types = typeof(SparseModelInfo).Assembly.GetExportedTypes();
        types.ShouldContain(typeof(SparseModelAttribute));
        types.ShouldAllBe(type => documentation.Contains($"<member name=\"T:{type.FullName!.Replace('+', '.')}\">", StringComparison.Ordinal));
    }

    private XElement? Element(string name) => package.Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);
}
