using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SparseCompile.Package.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests;

[Collection(nameof(PackageTests))]
public sealed partial class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void The_package_holds_the_library_two_analyzer_assemblies_and_the_build_files_and_the_documentation_and_nothing_else() => package.Files.Where(static name => !name.StartsWith("docs/", StringComparison.Ordinal)).ShouldBe(
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
    public void The_package_says_its_licence_and_has_a_readme()
    {
        XElement licence = Element("license").ShouldNotBeNull();
        licence.Attribute("type")!.Value.ShouldBe("expression");
        licence.Value.ShouldBe("MIT");
        Element("readme").ShouldNotBeNull().Value.ShouldBe("README.md");
        Element("description").ShouldNotBeNull().Value.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_readme_in_the_package_is_the_repositorys_with_links_that_lead_there()
    {
        string original = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string packed = Encoding.UTF8.GetString(package.Read("README.md"));
        string root = Element("repository").ShouldNotBeNull().Attribute("url")!.Value + "/blob/main/";

        packed.Replace("](" + root, "](", StringComparison.Ordinal).TrimEnd().ShouldBe(original.TrimEnd());
        string[] links = [.. Link().Matches(packed).Select(static match => match.Groups[1].Value)];
        links.Length.ShouldBeGreaterThan(10);
        foreach (string link in links.Where(static link => !link.StartsWith('#')))
        {
            link.ShouldStartWith(root);
            Path.Exists(Path.Combine(Repository.Root, link[root.Length..].Split('#')[0])).ShouldBeTrue(link);
        }
    }

    [Fact]
    public void Every_diagnostics_page_travels_in_the_package()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*", SearchOption.AllDirectories))
        {
            package.Read(Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).ShouldBe(File.ReadAllBytes(file));
        }
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

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    private XElement? Element(string name) => package.Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);
}
