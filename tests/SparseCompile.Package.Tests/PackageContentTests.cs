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
    public void The_package_holds_the_library_three_analyzer_assemblies_and_the_build_files_and_the_documentation_and_nothing_else() => package.Files.Where(static name => !name.StartsWith("docs/", StringComparison.Ordinal)).ShouldBe(
    [
        "README.md",
        "SparseCompile.nuspec",
        "analyzers/dotnet/cs/SparseCompile.CodeFixes.dll",
        "analyzers/dotnet/cs/SparseCompile.Compiler.dll",
        "analyzers/dotnet/cs/SparseCompile.Generator.dll",
        "build/net10.0/SparseCompile.Hash.proj",
        "build/net10.0/SparseCompile.props",
        "build/net10.0/SparseCompile.targets",
        "buildTransitive/net10.0/SparseCompile.Hash.proj",
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
    public void The_readme_in_the_package_is_the_repositorys_with_links_to_what_is_in_the_package_only()
    {
        string original = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string packed = Encoding.UTF8.GetString(package.Read("README.md"));

        Link().Replace(packed, "$1").TrimEnd().ShouldBe(Link().Replace(original, "$1").TrimEnd());
        string[] links = [.. Link().Matches(packed).Select(static match => match.Groups[2].Value)];
        links.Length.ShouldBeGreaterThan(10);
        string[] anchors = [.. Heading().Matches(packed).Select(static match => Anchor(match.Groups[1].Value))];
        foreach (string link in links)
        {
            string path = link.Split('#')[0];
            (path.Length == 0 ? anchors.Contains(link[1..]) : package.Files.Any(file => file == path || file.StartsWith(path + "/", StringComparison.Ordinal))).ShouldBeTrue(link);
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

    [GeneratedRegex(@"\[([^\]]*)\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    /// <summary>What a heading is called in links.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    private XElement? Element(string name) => package.Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);
}
