using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Finds the file a declaration asks for among the project's weight files.</summary>
public static class WeightFileLookup
{
    /// <summary>The file; null, with a diagnostic, when it is not there or is no good.</summary>
    public static WeightFile? Find(SparseDeclaration declaration, IReadOnlyCollection<WeightFile> files, ICollection<CompilerDiagnostic> diagnostics)
    {
        string wanted = Normalise(declaration.WeightFile);
        WeightFile[] found = Candidates(files, wanted);
        if (found.Length > 1)
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.AmbiguousFile, declaration.Location, declaration.WeightFile, Describe(found)));
            return null;
        }

        if (found.Length == 0)
        {
            string[] names = [.. files.Select(candidate => candidate.LogicalName)];
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.FileNotFound, declaration.Location, declaration.WeightFile, NameHints.List(names), NameHints.Closest(declaration.WeightFile, names)));
            return null;
        }

        WeightFile file = found[0];
        if (file.Error is { } error)
        {
            diagnostics.Add(WeightFileDiagnostics.Create(file.LogicalName, error, declaration.Location));
            return null;
        }

        return file;
    }

    /// <summary>The files that the name fits best: exactly, but for letter case, as the end of a name, as the end of a path.</summary>
    private static WeightFile[] Candidates(IReadOnlyCollection<WeightFile> files, string wanted)
    {
        Func<WeightFile, bool>[] fits =
        [
            file => Normalise(file.LogicalName) == wanted,
            file => string.Equals(Normalise(file.LogicalName), wanted, StringComparison.OrdinalIgnoreCase),
            file => Normalise(file.LogicalName).EndsWith("/" + wanted, StringComparison.Ordinal),
            file => Normalise(file.Path).EndsWith("/" + wanted, StringComparison.Ordinal),
        ];

        // Overlapping globs give a file twice: that is one file.
        return fits.Select(fit => files.Where(fit).GroupBy(file => file.Path).Select(same => same.First()).ToArray()).FirstOrDefault(found => found.Length > 0) ?? [];
    }

    /// <summary>The items by name and by path, without the folders that all paths begin with.</summary>
    private static string Describe(WeightFile[] files)
    {
        string[][] paths = [.. files.Select(file => file.Path.Replace('\\', '/').Split('/'))];
        int shared = 0;
        while (paths.All(path => shared < path.Length - 1 && path[shared] == paths[0][shared]))
        {
            shared++;
        }

        return string.Join(" and ", files.Select((file, i) =>
        {
            string path = string.Join("/", paths[i].Skip(shared));
            return Normalise(file.LogicalName) == path ? $"'{path}'" : $"'{file.LogicalName}' ({path})";
        }));
    }

    private static string Normalise(string path)
    {
        string normal = path.Replace('\\', '/');
        return normal.StartsWith("./", StringComparison.Ordinal) ? normal.Substring(2) : normal;
    }
}
