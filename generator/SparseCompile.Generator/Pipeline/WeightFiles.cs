using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SparseCompile.Compiler.Scheduling.Traces;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Generator.Pipeline;

/// <summary>Reads the project's weight files, tuning records and traces, which the build lists in a file of its own.</summary>
/// <remarks>
/// Weight files themselves are not handed to the compiler: it would run again whenever one was touched, and not when one was replaced by an older one. The list
/// also has the hash of each; the build writes it when it differs. Names reach this place whole, which MSBuild's metadata (it ends at ';' and '#') would not.
/// </remarks>
internal static class WeightFiles
{
    /// <summary>The list's file name.</summary>
    public const string ListName = "SparseCompile.weights";

    /// <summary>Whether an additional file is the list.</summary>
    public static bool IsList(AdditionalText text) => string.Equals(Path.GetFileName(text.Path), ListName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens the weight files of a list.</summary>
    public static IEnumerable<WeightFile> Open(AdditionalText list, CancellationToken cancellation) =>
        Entries(list, cancellation).Where(entry => !IsPlan(entry.Name) && !IsTrace(entry.Name)).Select(entry => WeightFile.Open(entry.Path, entry.Name));

    /// <summary>Opens the tuning records of a list.</summary>
    public static IEnumerable<PlanFile> OpenPlans(AdditionalText list, CancellationToken cancellation) =>
        Entries(list, cancellation).Where(entry => IsPlan(entry.Name)).Select(entry => PlanFile.Open(entry.Path, entry.Name));

    /// <summary>Opens the traces of a list.</summary>
    public static IEnumerable<TraceFile> OpenTraces(AdditionalText list, CancellationToken cancellation) =>
        Entries(list, cancellation).Where(entry => IsTrace(entry.Name)).Select(entry => TraceFile.Open(entry.Path, entry.Name));

    /// <summary>The lines of three fields: a mark, the name, the path, separated by tabs. Others have the hashes, which make the list differ when a file does.</summary>
    private static List<(string Name, string Path)> Entries(AdditionalText list, CancellationToken cancellation)
    {
        List<(string Name, string Path)> entries = [];
        foreach (TextLine line in list.GetText(cancellation)?.Lines ?? Enumerable.Empty<TextLine>())
        {
            string[] fields = line.ToString().Split('\t');
            if (fields.Length == 3)
            {
                entries.Add((fields[1].Replace('\\', '/'), fields[2]));
            }
        }

        return entries;
    }

    private static bool IsPlan(string name) => name.EndsWith(PlanFile.Extension, StringComparison.OrdinalIgnoreCase);

    private static bool IsTrace(string name) => name.EndsWith(TraceFile.Extension, StringComparison.OrdinalIgnoreCase);
}
