using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Finds the files a declaration asks for among the project's weight files.</summary>
public static class WeightFileLookup
{
    /// <summary>The file, or the files as one; null, with a diagnostic, when one is not there or is no good.</summary>
    public static WeightFile? Find(SparseDeclaration declaration, IReadOnlyCollection<WeightFile> files, ICollection<CompilerDiagnostic> diagnostics)
    {
        List<WeightFile> found = [];
        foreach (string path in declaration.MoreWeightFiles.Prepend(declaration.WeightFile))
        {
            if (FindOne(path, declaration, files, diagnostics) is not { } file)
            {
                return null;
            }

            // A file that is named twice, or by an index too, is the same file.
            List<WeightFile> parts = [file];
            if (file.Onnx is { } model && !AddExternal(file, model, declaration, files, parts, diagnostics))
            {
                return null;
            }

            foreach (IGrouping<string, KeyValuePair<string, string>> shard in (file.Shards ?? new Dictionary<string, string>()).GroupBy(entry => entry.Value))
            {
                if (FindOne(Beside(file.LogicalName, shard.Key), declaration, files, diagnostics) is not { } part)
                {
                    return null;
                }

                parts.Add(part);
                if (shard.FirstOrDefault(entry => part.Owner(entry.Key) is null).Key is { } missing)
                {
                    WeightFileError error = new(
                        WeightFileErrorKind.Malformed, missing, "an index that has it in " + Printable.Quote(shard.Key) + ", where it is not", "an index of the files as they are");
                    diagnostics.Add(WeightFileDiagnostics.Create(file.LogicalName, error, declaration.Location));
                    return null;
                }
            }

            found.AddRange(parts.Where(part => !found.Contains(part)));
        }

        return IsClash(found, declaration, diagnostics) ? null : WeightFile.Combine(found);
    }

    /// <summary>The files in which an ONNX model keeps values: items too, whose hashes the build knows.</summary>
    private static bool AddExternal(
        WeightFile file, OnnxModel model, SparseDeclaration declaration, IReadOnlyCollection<WeightFile> files, List<WeightFile> parts, ICollection<CompilerDiagnostic> diagnostics)
    {
        foreach (OnnxTensor tensor in ExternalFiles.Of(model))
        {
            string path = ExternalFiles.PathOf(file.Path, tensor.External!.Location);
            if (files.FirstOrDefault(candidate => candidate.Path.Replace('\\', '/') == path) is not { } part)
            {
                diagnostics.Add(CompilerDiagnostic.Create(Rules.ExternalDataNotFound, declaration.Location, file.LogicalName, Printable.Escape(tensor.Name), Printable.Escape(tensor.External.Location)));
                return false;
            }

            parts.Add(part);
        }

        return true;
    }

    /// <summary>One file that a declaration names; null, with a diagnostic, when it is not there or is no good.</summary>
    public static WeightFile? Find(string path, SparseDeclaration declaration, IReadOnlyCollection<WeightFile> files, ICollection<CompilerDiagnostic> diagnostics) =>
        FindOne(path, declaration, files, diagnostics);

    private static WeightFile? FindOne(string path, SparseDeclaration declaration, IReadOnlyCollection<WeightFile> files, ICollection<CompilerDiagnostic> diagnostics)
    {
        string wanted = Normalise(path);
        WeightFile[] found = Candidates(files, wanted);
        if (found.Length > 1)
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.AmbiguousFile, declaration.Location, path, Describe(found)));
            return null;
        }

        if (found.Length == 0)
        {
            string[] names = [.. files.Select(candidate => candidate.LogicalName)];
            diagnostics.Add(CompilerDiagnostic.Create(Rules.FileNotFound, declaration.Location, path, NameHints.List(names), NameHints.Closest(path, names)));
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

    private static bool IsClash(IReadOnlyList<WeightFile> files, SparseDeclaration declaration, ICollection<CompilerDiagnostic> diagnostics)
    {
        Dictionary<string, WeightFile> owners = new(StringComparer.Ordinal);
        foreach (WeightFile file in files)
        {
            foreach (string name in file.Tensors.Select(tensor => tensor.Name).Concat(file.Damaged))
            {
                if (owners.TryGetValue(name, out WeightFile? other))
                {
                    diagnostics.Add(CompilerDiagnostic.Create(
                        Rules.TensorInTwoFiles, declaration.Location, Printable.Escape(name), other.LogicalName, file.LogicalName));
                    return true;
                }

                owners[name] = file;
            }
        }

        return false;
    }

    private static string Beside(string path, string name) => path.Substring(0, path.LastIndexOfAny(['/', '\\']) + 1) + name;

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
