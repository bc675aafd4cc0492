using System.Text;

namespace SparseCompile.Compiler.Hardware.Targets;

/// <summary>The targets that come with the compiler, as files embedded in it.</summary>
public static class BuiltInTargets
{
    private static readonly Lazy<IReadOnlyList<TargetFile>> s_files = new(Load);
    private static readonly Lazy<IReadOnlyList<HardwareTarget>> s_all = new(() => [.. Files.SelectMany(Read)]);

    /// <summary>The files, by name.</summary>
    public static IReadOnlyList<TargetFile> Files => s_files.Value;

    /// <summary>Every target and variant, by the names of their files.</summary>
    public static IReadOnlyList<HardwareTarget> All => s_all.Value;

    /// <summary>The target of a description for which none was chosen.</summary>
    public static HardwareTarget Default => Of("streamed-csr");

    /// <summary>A target by its name.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static HardwareTarget Of(string name) => All.FirstOrDefault(target => target.Name == name) ?? throw new InvalidOperationException($"No built-in target '{name}'.");

    private static IReadOnlyList<HardwareTarget> Read(TargetFile file) =>
        file.Read(out TargetFileError? error) is { Count: > 0 } targets ? targets : throw new InvalidOperationException($"{file.Name}, {error!.Place}: found {error.Found}; expected {error.Expected}.");

    private static IReadOnlyList<TargetFile> Load()
    {
        var assembly = typeof(BuiltInTargets).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames().Where(name => name.EndsWith(TargetFile.Extension, StringComparison.Ordinal)).OrderBy(name => name, StringComparer.Ordinal).Select(name =>
            {
                using StreamReader reader = new(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
                return new TargetFile(name, reader.ReadToEnd());
            }),
        ];
    }
}
