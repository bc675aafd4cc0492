using System.Reflection;
using System.Text;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests.Support;

/// <summary>The command line as its package has it, installed beside a user's project.</summary>
internal sealed class PackedTool : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConsumerProject _project;
    private readonly string _assembly;

    /// <summary>Packs what the build of these tests has built, and unpacks it as an installation does.</summary>
    public PackedTool(ConsumerProject project)
    {
        _project = project;
        string configuration = typeof(PackedTool).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        DotNet.Run(
            Repository.Root,
            new Dictionary<string, string>(),
            ["pack", "src/SparseCompile.Cli", "-c", configuration, "--no-build", "-o", _folder.PathOf("feed"), "-p:PackageVersion=0.1.0-test"]).ShouldSucceed();
        _folder.Write("nuget.config", Encoding.UTF8.GetBytes("<configuration><packageSources><clear /><add key=\"packed\" value=\"feed\" /></packageSources></configuration>"));
        DotNet.Run(
            _folder.PathOf(""),
            new Dictionary<string, string> { ["NUGET_PACKAGES"] = _folder.PathOf("packages") },
            ["tool", "install", "SparseCompile.Cli", "--version", "0.1.0-test", "--tool-path", _folder.PathOf("tools"), "--configfile", _folder.PathOf("nuget.config")]).ShouldSucceed();
        _assembly = Directory.GetFiles(_folder.PathOf("tools"), "sparsec.dll", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    /// <summary>Runs the tool in the project's folder.</summary>
    public DotNetResult Run(params string[] arguments) => _project.RunTool(_assembly, arguments);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
