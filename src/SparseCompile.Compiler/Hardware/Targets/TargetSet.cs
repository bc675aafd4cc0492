namespace SparseCompile.Compiler.Hardware.Targets;

/// <summary>The targets that a project can name: its own files and those that are built in.</summary>
public sealed class TargetSet
{
    private readonly List<HardwareTarget> _targets = [];
    private readonly List<(string File, TargetFileError Error)> _errors = [];

    /// <summary>Reads the files of a project. A target of the project may not have the name of another.</summary>
    public TargetSet(IEnumerable<TargetFile> files)
    {
        _targets.AddRange(BuiltInTargets.All);
        foreach (TargetFile file in files)
        {
            IReadOnlyList<HardwareTarget> read = file.Read(name => _targets.Any(other => other.Name == name), out TargetFileError? error);
            if (error is not null)
            {
                _errors.Add((file.Name, error));
            }

            _targets.AddRange(read);
        }
    }

    /// <summary>All targets, the built-in ones first.</summary>
    public IReadOnlyList<HardwareTarget> All => _targets;

    /// <summary>Files that cannot be used, and why.</summary>
    public IReadOnlyList<(string File, TargetFileError Error)> Errors => _errors;

    /// <summary>A target by its name; null for none.</summary>
    public HardwareTarget? Find(string name) => _targets.FirstOrDefault(target => target.Name == name);

    /// <summary>The names in a list separated by commas.</summary>
    public static IReadOnlyList<string> Names(string list) => [.. list.Split(',').Select(name => name.Trim()).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
}
