using System.Globalization;

namespace SparseCompile.Conformance.Cases;

/// <summary>Inputs and expected outputs of one run.</summary>
/// <param name="Inputs">The inputs, in order.</param>
/// <param name="Outputs">The outputs, in order.</param>
public sealed record DataSet(IReadOnlyList<ReferenceTensor> Inputs, IReadOnlyList<ReferenceTensor> Outputs)
{
    /// <summary>Reads a folder of <c>input_i.pb</c> and <c>output_i.pb</c>.</summary>
    public static DataSet Read(string folder) => new(ReadAll(folder, "input_"), ReadAll(folder, "output_"));

    private static IReadOnlyList<ReferenceTensor> ReadAll(string folder, string prefix) =>
    [
        .. Directory.EnumerateFiles(folder, prefix + "*.pb")
            .OrderBy(file => int.Parse(Path.GetFileNameWithoutExtension(file).AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture))
            .Select(file => ReferenceTensor.Parse(File.ReadAllBytes(file))),
    ];
}
