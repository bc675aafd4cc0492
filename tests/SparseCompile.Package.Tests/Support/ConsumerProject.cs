using SparseCompile.Testing;

namespace SparseCompile.Package.Tests.Support;

/// <summary>A user's project: a fresh folder with its own package source and package cache, which references the packed package.</summary>
public sealed class ConsumerProject : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment;

    /// <summary>Writes the project and restores it.</summary>
    public ConsumerProject(PackedPackage package)
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Consumer");
        _folder.Copy(Path.Combine(source, "nuget.config"), "nuget.config");
        _folder.Copy(Path.Combine(Repository.Root, "global.json"), "global.json");
        _folder.Copy(package.Path, "feed/" + Path.GetFileName(package.Path));
        foreach (string file in Directory.GetFiles(source).Where(static file => !file.EndsWith("nuget.config", StringComparison.Ordinal)))
        {
            _folder.Copy(file, "app/" + Path.GetFileName(file));
        }

        // MSBuild looks for these in every folder up to the root; here the search ends.
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            _folder.Write(name, "<Project />"u8.ToArray());
        }

        _environment = new()
        {
            ["NUGET_PACKAGES"] = _folder.PathOf("packages"),
            ["SparseCompileVersion"] = package.Version,
        };
        ConsumerWeights.Write(this);

        // The SDK's own analyzers come as a package too; the machine has them, as this repository's library is restored with them.
        DotNet.Run(_folder.PathOf("app"), _environment, ["restore", "-p:RestoreFallbackFolders=" + MachinePackages, .. Plainly]).ShouldSucceed();
    }

    /// <summary>When the compiler last wrote the assembly.</summary>
    public DateTime LastCompiled => File.GetLastWriteTimeUtc(_folder.PathOf("app/obj/Release/net10.0/App.dll"));

    /// <summary>Gives the compiled assembly a time stamp that no file of today is newer than.</summary>
    public void PostdateAssembly() => File.SetLastWriteTimeUtc(_folder.PathOf("app/obj/Release/net10.0/App.dll"), DateTime.UtcNow.AddYears(1));

    /// <summary>Writes a file; the path is relative to the project.</summary>
    public void Write(string name, byte[] content) => _folder.Write("app/" + name, content);

    /// <summary>Deletes a file.</summary>
    public void Delete(string name) => File.Delete(_folder.PathOf("app/" + name));

    /// <summary>Builds.</summary>
    public DotNetResult Build() => DotNet.Run(_folder.PathOf("app"), _environment, ["build", "-c", "Release", "--no-restore", .. Plainly]);

    /// <summary>Runs <c>dotnet</c> on another project beside this one.</summary>
    public DotNetResult DotNetIn(string folder, params string[] arguments) =>
        DotNet.Run(_folder.PathOf(folder), _environment, [.. arguments, "-p:RestoreFallbackFolders=" + MachinePackages, .. Plainly]);

    /// <summary>Runs what was built.</summary>
    public string[] Run() => DotNet.Run(_folder.PathOf("app"), _environment, ["bin/Release/net10.0/App.dll"]).ShouldSucceed().Lines;

    /// <summary>Runs an assembly beside the project.</summary>
    public string[] Execute(string assembly) => DotNet.Run(_folder.PathOf("app"), _environment, [_folder.PathOf(assembly)]).ShouldSucceed().Lines;

    /// <summary>Runs what was built as on a processor without vectors.</summary>
    public string[] RunWithoutIntrinsics() => DotNet.Run(
        _folder.PathOf("app"), new Dictionary<string, string>(_environment) { ["DOTNET_EnableHWIntrinsic"] = "0" }, ["bin/Release/net10.0/App.dll"]).ShouldSucceed().Lines;

    /// <summary>Runs <c>sparsec tune</c> in the project's folder.</summary>
    public DotNetResult Tune(params string[] arguments) => Sparsec(["tune", .. arguments]);

    /// <summary>Runs <c>sparsec</c> in the project's folder.</summary>
    public DotNetResult Sparsec(params string[] arguments) => RunTool(typeof(Cli.Machine).Assembly.Location, arguments);

    /// <summary>Runs a command line in the project's folder.</summary>
    /// <param name="assembly">Its assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    public DotNetResult RunTool(string assembly, params string[] arguments) =>
        DotNet.Run(_folder.PathOf("app"), new Dictionary<string, string>(_environment) { ["RestoreFallbackFolders"] = MachinePackages }, [assembly, .. arguments]);

    /// <summary>Runs <c>sparsec hw</c> in the project's folder.</summary>
    public DotNetResult Hardware(params string[] arguments) =>
        DotNet.Run(_folder.PathOf("app"), new Dictionary<string, string>(_environment) { ["RestoreFallbackFolders"] = MachinePackages }, [typeof(Cli.Machine).Assembly.Location, "hw", .. arguments]);

    /// <summary>Runs a shell's command line in a folder beside the project.</summary>
    public DotNetResult Shell(string folder, string line, IReadOnlyDictionary<string, string> environment) => DotNet.Start(
        "bash", _folder.PathOf(folder), new Dictionary<string, string>(_environment.Concat(environment)) { ["RestoreFallbackFolders"] = MachinePackages }, ["-c", line]);

    /// <summary>Where a file of the project is.</summary>
    public string PathOf(string name) => _folder.PathOf("app/" + name);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    // Lines for a log instead of a screen, and no compiler server that would keep the analyzers loaded.
    private static string[] Plainly => ["-tl:off", "-p:UseSharedCompilation=false"];

    private static string MachinePackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
