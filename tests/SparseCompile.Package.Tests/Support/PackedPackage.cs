using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests.Support;

/// <summary>The package, packed once from what the build of these tests has built.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Packs.</summary>
    public PackedPackage()
    {
        // A version that no cache of the machine can hold already.
        Version = "0.1.0-test-" + Guid.NewGuid().ToString("N");
        string configuration = typeof(PackedPackage).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

        // Built already (these tests reference it); building again would write to files that other builds of the solution are reading.
        DotNet.Run(
            Repository.Root,
            new Dictionary<string, string>(),
            ["pack", "src/SparseCompile", "-c", configuration, "--no-build", "-o", Folder, "-p:PackageVersion=" + Version]).ShouldSucceed();
        Path = Directory.GetFiles(Folder).ShouldHaveSingleItem();
    }

    /// <summary>Its version.</summary>
    public string Version { get; }

    /// <summary>The folder that holds it, and nothing else: a package source.</summary>
    public string Folder => _folder.PathOf("");

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What it holds, apart from the container's own parts; sorted.</summary>
    public string[] Files
    {
        get
        {
            using ZipArchive archive = ZipFile.OpenRead(Path);
            return
            [
                .. archive.Entries.Select(static entry => entry.FullName)
                    .Where(static name => name != "[Content_Types].xml" && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>Its description of itself.</summary>
    public XElement Metadata => XDocument.Parse(Encoding.UTF8.GetString(Read("SparseCompile.nuspec")).TrimStart('\uFEFF')).Root!.Elements().First();

    /// <summary>A file's bytes.</summary>
    public byte[] Read(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path);
        using Stream stream = archive.GetEntry(name).ShouldNotBeNull(name).Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
