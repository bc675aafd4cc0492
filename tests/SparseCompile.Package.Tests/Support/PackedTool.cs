using System.Reflection;
using System.Text;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests.Support;

/// <summary>The tool, packed from what the build of these tests has built, and installed from the package.</summary>
internal sealed class PackedTool : IDisposable
{
    private const string Version = "0.1.0-test";
    private readonly TemporaryFolder _folder = new();

    /// <summary>Packs and installs.</summary>
    public PackedTool()
    {
        string configuration = typeof(PackedTool).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        DotNet.Run(
            Repository.Root,
            new Dictionary<string, string>(),
            ["pack", "src/SparseCompile.Cli", "-c", configuration, "--no-build", "-o", _folder.PathOf("feed"), "-p:PackageVersion=" + Version]).ShouldSucceed();
        _folder.Write("nuget.config", Encoding.UTF8.GetBytes("<configuration><packageSources><clear /><add key=\"packed\" value=\"feed\" /></packageSources></configuration>"));
        DotNet.Run(
            _folder.PathOf(""),
            new Dictionary<string, string> { ["NUGET_PACKAGES"] = _folder.PathOf("packages") },
            ["tool", "install", "SparseCompile.Cli", "--version", Version, "--tool-path", _folder.PathOf("tools"), "--configfile", _folder.PathOf("nuget.config")]).ShouldSucceed();
    }

    /// <summary>Variables by which a shell finds the tool, and the tool the runtime; its terminal is one that people have.</summary>
    public IReadOnlyDictionary<string, string> Environment { get => field ??= new Dictionary<string, string>
    {
        ["PATH"] = _folder.PathOf("tools") + Path.PathSeparator + System.Environment.GetEnvironmentVariable("PATH"),
        ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..")),
        ["TERM"] = "xterm",
    }; }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
