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
        WeightFile? file = files.FirstOrDefault(candidate => Normalise(candidate.LogicalName) == wanted)
            ?? Only(files.Where(candidate => string.Equals(Normalise(candidate.LogicalName), wanted, StringComparison.OrdinalIgnoreCase)))
            ?? Only(files.Where(candidate => Normalise(candidate.LogicalName).EndsWith("/" + wanted, StringComparison.Ordinal)))
            ?? Only(files.Where(candidate => Normalise(candidate.Path).EndsWith("/" + wanted, StringComparison.Ordinal)));
        if (file is null)
        {
            string[] names = [.. files.Select(candidate => candidate.LogicalName)];
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.FileNotFound, declaration.Location, declaration.WeightFile, NameHints.List(names), NameHints.Closest(declaration.WeightFile, names)));
            return null;
        }

        if (file.Error is { } error)
        {
            diagnostics.Add(WeightFileDiagnostics.Create(file.LogicalName, error, declaration.Location));
            return null;
        }

        return file;
    }

    private static WeightFile? Only(IEnumerable<WeightFile> candidates)
    {
        WeightFile[] found = [.. candidates.Take(2)];
        return found.Length == 1 ? found[0] : null;
    }

    private static string Normalise(string path)
    {
        string normal = path.Replace('\\', '/');
        return normal.StartsWith("./", StringComparison.Ordinal) ? normal.Substring(2) : normal;
    }
}
